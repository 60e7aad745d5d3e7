"""A person's word on an effect that a run left in doubt when it ended: it is recorded, and nothing follows from it."""

from contextlib import closing

from runbook.cli import aftermath
from runbook.cli.already_sent import weighed
from runbook.cli.exits import Exit
from runbook.cli.refusal import Refusal, refused, tell
from runbook.cli.taking_up import TakenUp, doubts_left, open_again
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.frozen import frozen
from runbook.interpreter.events import EffectSettled
from runbook.runtime.journal_file import JournalError, UnrecordedError
from runbook.runtime.person import this_person
from runbook.runtime.secret_memory import SecretMemory


@frozen
class LateWord:
    """Whether the effect at `step` happened, and how the person knows."""

    step: str
    happened: bool
    because: str


def settle_late(taken: TakenUp, word: LateWord, memory: SecretMemory, output: str) -> int:
    """Record the word behind the end of the run, and report it; the exit code. Nothing is sent."""
    journal = open_again(taken, ())
    if isinstance(journal, Refusal):
        return tell(journal, output)
    said = EffectSettled(word.step, word.happened, this_person(), word.because)
    try:
        with closing(journal):
            recorded = journal.append([said])
    except UnrecordedError as error:
        return tell(_not_recorded(taken, error), output)
    report = aftermath.report_of([*taken.contents.events, *recorded], None)
    if report is None:
        return Exit.BUG
    aftermath.tell(report, output, memory)
    return Exit.DONE


def settle_resting(taken: TakenUp, word: LateWord, memory: SecretMemory, output: str) -> int:
    """Record the word in a run that may not go on now; the exit code: a person must still take it up."""
    code = settle_late(taken, word, memory, output)
    if code != Exit.DONE:
        return code
    others = [one for one in doubts_left(taken.contents) if one != word.step]
    return Exit.IN_DOUBT if others else Exit.PERSON


def _not_recorded(taken: TakenUp, error: JournalError) -> Refusal:
    help = "nothing was recorded and nothing was sent; say it again"
    refusal = refused(Diagnostic("journal", str(error), subject=taken.contents.run, help=help), Exit.REFUSED)
    return weighed(refusal, taken.contents.events)
