"""Sees a run through, whatever ends it: its report, and its exit code."""

from collections.abc import Callable
from typing import TypeAlias

from runbook.cli import aftermath, machine, show
from runbook.cli.already_sent import left_words, refusal_exit
from runbook.cli.conduct import Interruption
from runbook.cli.earlier_words import done_before
from runbook.cli.exits import Exit
from runbook.cli.progress import Watched
from runbook.cli.repeats import ledger_trouble
from runbook.cli.signalled import SignalledError
from runbook.cli.unrecorded import unrecorded_words
from runbook.cli.world import Outside
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.frozen import replace
from runbook.interpreter.events import AttemptStarted, RunStarted
from runbook.providers.hosts import SIMULATOR
from runbook.reporting.frames import frame
from runbook.reporting.report import Report
from runbook.runtime.journal_file import JournalError, UnrecordedError
from runbook.runtime.rest import Rest, Withheld

Drive: TypeAlias = Callable[[Interruption], Rest]
"""Lets a run go on until it ends or rests. Errors: as `conduct`."""


def conclude(drive: Drive, watched: Watched, outside: Outside, output: str) -> int:
    """The exit code of a run, once it has been driven and reported."""
    before = len(watched.recorded)
    try:
        return _concluded(drive, watched, outside, output)
    except OSError as error:
        if not machine.is_trouble(error):
            raise
        report = aftermath.report_of(watched.recorded, None)
        machine.tell(error, _left(report, None, sent=_has_sent(watched, before), before=before))
        return refusal_exit(report)


def _has_sent(watched: Watched, before: int) -> bool:
    """Return True if this process sent anything. `before`: events that earlier processes recorded."""
    return any(isinstance(one.event, AttemptStarted) for one in watched.recorded[before:])


def _concluded(drive: Drive, watched: Watched, outside: Outside, output: str) -> int:
    interruption, before = Interruption(), len(watched.recorded)
    try:
        rest = drive(interruption)
    except JournalError as error:
        return _without_journal(error, watched, before, outside, output)
    except (KeyboardInterrupt, SignalledError):
        _tell(watched, None, outside, output)
        raise
    report = aftermath.report_of(watched.recorded, rest, watched.procedure)
    if report is None:
        return Exit.BUG
    aftermath.tell(report, output, outside.memory)
    if rest.withheld is not None:
        show.painted_words(frame(_with_what_left(_withheld(rest.withheld, watched), report)))
    return aftermath.exit_after(report, rest, interruption.number)


def _tell(watched: Watched, rest: Rest | None, outside: Outside, output: str) -> Report | None:
    """Report what is known."""
    report = aftermath.report_of(watched.recorded, rest, watched.procedure)
    if report is not None:
        aftermath.tell(report, output, outside.memory)
    return report


def _without_journal(error: JournalError, watched: Watched, before: int, outside: Outside, output: str) -> int:
    """The journal cannot be written: nothing more left, and what was under way is in doubt.

    `before`: events that earlier processes recorded. An attempt that is not on disk was not sent.
    """
    report = _tell(watched, None, outside, output)
    if isinstance(error, UnrecordedError):
        show.words(outside.memory.redact(unrecorded_words(error.events)))
    help = _left(report, error, sent=_has_sent(watched, before), before=before)
    show.painted_words(frame(Diagnostic("journal", str(error), subject="journal", help=help)))
    return refusal_exit(report)


def _left(report: Report | None, error: JournalError | None, *, sent: bool, before: int) -> str:
    """Return what was sent, and how a person goes on."""
    if report is not None and (sent or report.irreversible_left) and isinstance(error, UnrecordedError) and error.gone:
        return (
            "nothing more was sent; keep what is printed above, for the journal that told it is not there any more; "
            "look each request up with the provider; what was claimed: runbook ledger"
        )
    if sent:
        return "nothing more was sent; mend that, then: runbook runs list --state inbox"
    return (
        "nothing was sent now; mend that, then resume it" if before else "nothing was sent; mend that, and run it again"
    )


def _with_what_left(found: Diagnostic, report: Report) -> Diagnostic:
    """The same, with what a person can do about a run in which something irreversible left already."""
    if refusal_exit(report) is Exit.REFUSED:
        return found
    give_up = f"{left_words(report)}; to give the run up: runbook close {report.run} --because TEXT"
    return replace(found, help="; ".join(part for part in (found.help, give_up) if part))


def _withheld(withheld: Withheld, watched: Watched) -> Diagnostic:
    """Why a request was not sent, and what to type."""
    address, earlier = withheld.send.address, withheld.earlier
    if withheld.trouble:
        return ledger_trouble(f"{address} was not sent: {withheld.trouble}")
    started = next(one.event for one in watched.recorded if isinstance(one.event, RunStarted))
    if earlier is None:
        message = f"{address} would send what the plan does not show, so it was not sent"
        return Diagnostic("not-in-plan", message, subject=address)
    again = f"runbook resume {started.run} --again"
    return done_before(address, earlier, rehearsal=started.environment == SIMULATOR, again=again)
