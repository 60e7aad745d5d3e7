"""A run, from its guards to its exit code."""

import os
from contextlib import ExitStack, closing

from runbook import __version__
from runbook.cli import machine
from runbook.cli.begun import say_begun
from runbook.cli.claiming import allowance, claiming
from runbook.cli.conclusion import conclude
from runbook.cli.conduct import Conducted, conduct
from runbook.cli.confirmation import confirm
from runbook.cli.exits import Exit
from runbook.cli.guards import guard
from runbook.cli.identities import identities
from runbook.cli.occasion import COMMAND_LINE, Occasion, Opened
from runbook.cli.preparation import Prepared
from runbook.cli.progress import Watched
from runbook.cli.refusal import Refusal, refused
from runbook.cli.refusal import tell as tell_refusal
from runbook.cli.run_files import no_state
from runbook.cli.signalled import begins
from runbook.cli.world import Outside, opened_world
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.frozen import replace
from runbook.interpreter.events import RunStarted
from runbook.runtime.journal import RunJournal
from runbook.runtime.journal_contents import JournalHeader
from runbook.runtime.journal_file import JournalError
from runbook.runtime.owner import this_process
from runbook.runtime.person import this_person
from runbook.runtime.secret_memory import SecretMemory
from runbook.runtime.state import StateError, free_run_id, runs_directory, state_directory


def carry_out(prepared: Prepared, output: str, *, yes: bool, occasion: Occasion = COMMAND_LINE) -> int:
    """Guard, confirm, record, send, report; the exit code."""
    try:
        return _carry_out(prepared, output, yes=yes, occasion=occasion)
    except OSError as error:  # a run that was driven tells its own trouble
        if not machine.is_trouble(error):
            raise
        machine.tell(error, "nothing was sent; mend that, and run it again")
        return Exit.REFUSED


def _carry_out(prepared: Prepared, output: str, *, yes: bool, occasion: Occasion) -> int:
    forbidden = occasion.forbids(prepared)
    if forbidden is not None:
        return tell_refusal(forbidden, output)
    with ExitStack() as stack:
        outside = opened_world(prepared, stack, SecretMemory())
        if isinstance(outside, Refusal):
            return tell_refusal(outside, output)
        in_the_way = guard(prepared, outside) or occasion.objects(prepared, outside.keyring)
        if in_the_way is not None:
            return tell_refusal(in_the_way, output)
        repeated = prepared.repeats.findings(again=prepared.again)
        if repeated:
            return tell_refusal(refused(repeated, Exit.REFUSED), output)
        if not confirm(prepared, outside.keyring, yes=yes or occasion.confirmed, output=output):
            return Exit.PERSON
        begins()
        acting = identities(prepared, outside)
        opened = occasion.begin(lambda: _journal(prepared, outside))
        if isinstance(opened, Refusal):
            return tell_refusal(opened, output)
        run, journal = opened
        say_begun(run, prepared.place)
        started = replace(_started(prepared, run, occasion), acting=acting)
        stack.enter_context(closing(journal))
        ledger = stack.enter_context(claiming(prepared, run, outside, journal.path.parent.parent))
        return _run(Conducted(prepared, run, outside, journal, Watched(prepared.procedure), ledger), started, output)


def _journal(prepared: Prepared, outside: Outside) -> Opened:
    """The new run's id, and its journal, which holds every text the run is made of."""
    now = outside.clock.now()
    header = JournalHeader(
        procedure=prepared.procedure.name,
        environment=prepared.place.environment,
        started=now,
        pid=this_process().pid,
        host=this_process().host,
        engine=__version__,
        title=prepared.procedure.title,
    )
    run = ""
    try:
        directory = runs_directory(state_directory(os.environ))
        run = free_run_id(directory, now)
        redact = outside.memory.redact_json
        journal = RunJournal.create(directory, run, header, clock=outside.clock, redact=redact)
        journal.keep((*prepared.sources, *allowance(prepared, now)))
    except StateError as error:
        return no_state(error)
    except JournalError as error:
        return refused(Diagnostic("journal", str(error), subject=run, help="nothing was sent"), Exit.REFUSED)
    return run, journal


def _started(prepared: Prepared, run: str, occasion: Occasion) -> RunStarted:
    setting, procedure = prepared.place.setting, prepared.procedure
    return RunStarted(
        "",
        run,
        procedure.name,
        procedure.digest,
        setting.environment,
        setting.servers,
        prepared.inputs,
        by=this_person(),
        plan=occasion.plan,
    )


def _run(conducted: Conducted, started: RunStarted, output: str) -> int:
    watched, outside = conducted.watched, conducted.outside
    return conclude(lambda by: conduct(conducted, by, lambda runner: runner.run(started)), watched, outside, output)
