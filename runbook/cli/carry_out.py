"""A run, from its guards to its exit code."""

import os
from contextlib import ExitStack, closing

from runbook import __version__
from runbook.cli import aftermath, show
from runbook.cli.conduct import Interruption, conduct
from runbook.cli.confirmation import confirm
from runbook.cli.exits import Exit
from runbook.cli.guards import guard
from runbook.cli.preparation import Prepared
from runbook.cli.progress import Watched
from runbook.cli.refusal import Refusal, refused
from runbook.cli.refusal import tell as tell_refusal
from runbook.cli.signalled import SignalledError
from runbook.cli.world import Outside, open_world
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.reporting.frames import frame
from runbook.runtime.journal import RunJournal
from runbook.runtime.journal_contents import JournalHeader
from runbook.runtime.journal_file import JournalError
from runbook.runtime.owner import this_process
from runbook.runtime.runner import Halt, Rest
from runbook.runtime.state import StateError, new_run_id, runs_directory, state_directory
from runbook.runtime.tls import TrustError


def carry_out(prepared: Prepared, output: str, *, yes: bool) -> int:
    """Guard, confirm, record, send, report; the exit code."""
    with ExitStack() as stack:
        try:
            outside = open_world(prepared, stack)
        except TrustError as error:
            return tell_refusal(refused(Diagnostic("profile", str(error), subject=prepared.profile.name)), output)
        in_the_way = guard(prepared.plan, outside)
        if in_the_way is not None:
            return tell_refusal(in_the_way, output)
        if not confirm(prepared, outside.keyring, yes=yes, output=output):
            return Exit.PERSON
        run = new_run_id(outside.clock.now())
        journal = _journal(prepared, run, outside)
        if isinstance(journal, Refusal):
            return tell_refusal(journal, output)
        return _run(prepared, run, outside, stack.enter_context(closing(journal)), output)


def _journal(prepared: Prepared, run: str, outside: Outside) -> RunJournal | Refusal:
    """A new journal that holds every text the run is made of."""
    header = JournalHeader(
        procedure=prepared.procedure.name,
        environment=prepared.place.environment,
        started=outside.clock.now(),
        pid=this_process().pid,
        host=this_process().host,
        engine=__version__,
        title=prepared.procedure.title,
    )
    try:
        directory = runs_directory(state_directory(os.environ))
        redact = outside.memory.redact_json
        journal = RunJournal.create(directory, run, header, clock=outside.clock, redact=redact)
        journal.keep(prepared.sources)
    except StateError as error:
        return refused(Diagnostic("state-directory", error.reason, subject="RUNBOOK_STATE", help=error.help))
    except JournalError as error:
        return refused(Diagnostic("journal", str(error), subject=run, help="nothing was sent"))
    return journal


def _run(prepared: Prepared, run: str, outside: Outside, journal: RunJournal, output: str) -> int:
    watched, interruption = Watched(), Interruption()
    try:
        rest = conduct(prepared, run, outside, journal, watched, interruption)
    except JournalError as error:
        return _without_journal(error, watched, outside, output)
    except (KeyboardInterrupt, SignalledError):
        _tell(watched, None, outside, output)
        raise
    report = aftermath.report_of(watched.recorded, rest)
    if report is None:
        return Exit.BUG
    aftermath.tell(report, output, outside.memory)
    _say_uncovered(rest)
    return aftermath.exit_after(report, rest, interruption.number)


def _tell(watched: Watched, rest: Rest | None, outside: Outside, output: str) -> bool:
    """Report what is known; whether anything of it is in doubt."""
    report = aftermath.report_of(watched.recorded, rest)
    if report is not None:
        aftermath.tell(report, output, outside.memory)
    return report is not None and bool(report.doubts)


def _without_journal(error: JournalError, watched: Watched, outside: Outside, output: str) -> int:
    """The journal cannot be written: nothing more left, and what was under way is in doubt."""
    in_doubt = _tell(watched, None, outside, output)
    show.painted_words(frame(Diagnostic("journal", str(error), subject="journal", help="nothing more was sent")))
    return Exit.IN_DOUBT if in_doubt else Exit.FAILED


def _say_uncovered(rest: Rest) -> None:
    if rest.halt is Halt.UNCOVERED and rest.uncovered is not None:
        send = rest.uncovered
        message = f"{send.address} would send what the plan does not show, so it was not sent"
        show.painted_words(frame(Diagnostic("not-in-plan", message, subject=send.address)))
