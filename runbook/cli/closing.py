"""`runbook close`: a person gives a run up that nobody will take up. It is recorded, and nothing is sent."""

from contextlib import closing

from runbook.cli import aftermath, show
from runbook.cli.already_sent import weighed
from runbook.cli.exits import Exit
from runbook.cli.ledger_word import close_in_ledger
from runbook.cli.over import tell_end
from runbook.cli.refusal import Refusal, refused, tell
from runbook.cli.taking_up import TakenUp, doubts_left, open_again, take_up
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.interpreter.events import RunClosed
from runbook.language.procedure import StepState
from runbook.reporting.style import Piece, Role, line
from runbook.runtime.clock import SystemClock
from runbook.runtime.journal_file import JournalError
from runbook.runtime.person import this_person
from runbook.runtime.ports import Recorded
from runbook.runtime.secret_memory import SecretMemory

_NOTHING_OPEN = (StepState.DONE, StepState.DONE_WITH_NOTES, StepState.SKIPPED)


def close(run: str, because: str, output: str) -> int:
    """Record that the run is given up; the exit code. What is in doubt stays in doubt, here and in the ledger."""
    memory = SecretMemory()
    taken = take_up(run, memory, SystemClock(), to_go_on=False)
    if isinstance(taken, Refusal):
        return close_in_ledger(run, because, taken, output)
    with closing(taken.held):
        if taken.closed is not None:
            show.painted_words([line(Piece(f"{run} was closed before", Role.STRONG), f" by {taken.closed.by}")])
            return _reported(taken, output, memory)
        ended_well = taken.ended is not None and taken.ended.state in _NOTHING_OPEN
        if ended_well and not taken.lost and not doubts_left(taken.contents):
            return tell_end(taken, output, memory)
        return _closed(taken, because, output, memory)


def _closed(taken: TakenUp, because: str, output: str, memory: SecretMemory) -> int:
    journal = open_again(taken, ())
    if isinstance(journal, Refusal):
        return tell(journal, output)
    try:
        with closing(journal):
            recorded = journal.append([RunClosed("", this_person(), because)])
    except JournalError as error:
        help = "the run was not closed, and nothing was sent; say it again"
        refusal = refused(Diagnostic("journal", str(error), subject=taken.contents.run, help=help), Exit.REFUSED)
        return tell(weighed(refusal, taken.contents.events), output)
    return _reported(taken, output, memory, *recorded)


def _reported(taken: TakenUp, output: str, memory: SecretMemory, *recorded: Recorded) -> int:
    report = aftermath.report_of([*taken.contents.events, *recorded], None)
    if report is not None:
        aftermath.tell(report, output, memory)
    elif output == "json":
        show.payload("null\n")
    said = f"{taken.contents.run} is closed: it leaves the inbox and never goes on"
    doubts = len(doubts_left(taken.contents)) + len(taken.lost)
    kept = f"; {doubts} in doubt stays in doubt in the ledger" if doubts else ""
    show.painted_words([line(Piece(said, Role.STRONG), f"{kept}; nothing was sent")])
    return Exit.DONE
