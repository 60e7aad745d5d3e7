"""What a person says of a run that rests: whether an effect happened, or what to choose."""

from collections.abc import Iterable, Sequence

from runbook.cli.continuation import Say
from runbook.cli.refusal import Refusal, refused
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.suggest import did_you_mean
from runbook.interpreter.commands import Command, Inquire, Settle
from runbook.interpreter.events import ChoiceMade, EffectSettled, Event
from runbook.runtime.person import this_person


def settlement(step: str, *, happened: bool, because: str) -> Say:
    """That the effect in doubt at `step` happened, or did not."""

    def say(run: str, open_: Sequence[Command]) -> Event | Refusal:
        doubts = [command.address for command in open_ if isinstance(command, Settle)]
        if step in doubts:
            return EffectSettled(step, happened, this_person(), because)
        message = f"{step} is not in doubt"
        return refused(Diagnostic("not-in-doubt", message, subject=run, help=_settle_what(run, step, doubts, open_)))

    return say


def choice(step: str, chosen: str) -> Say:
    """The choice at `step`, where a question is open."""

    def say(run: str, open_: Sequence[Command]) -> Event | Refusal:
        questions = {command.address: command for command in open_ if isinstance(command, Inquire)}
        if step not in questions:
            message = f"{step} asks nothing"
            return refused(
                Diagnostic("not-asked", message, subject=run, help=_answer_what(run, step, questions, open_))
            )
        choices = questions[step].choices
        if chosen not in choices:
            help = did_you_mean(chosen, choices)
            return refused(Diagnostic("unknown-choice", f'{step} has no choice "{chosen}"', subject=run, help=help))
        return ChoiceMade(step, chosen, this_person())

    return say


def _settle_what(run: str, step: str, doubts: Sequence[str], open_: Iterable[Command]) -> str:
    if doubts:
        return did_you_mean(step, doubts)
    asked = [command.address for command in open_ if isinstance(command, Inquire)]
    if asked:
        return f"nothing is in doubt; {', '.join(asked)} asks: runbook answer {run} STEP CHOICE"
    return f"no step waits for a word; let the run go on: runbook resume {run}"


def _answer_what(run: str, step: str, questions: Iterable[str], open_: Iterable[Command]) -> str:
    known = list(questions)
    if known:
        return did_you_mean(step, known)
    doubts = [command.address for command in open_ if isinstance(command, Settle)]
    if doubts:
        return f"first settle what is in doubt: runbook settle {run} {doubts[0]} --happened|--did-not-happen"
    return f"no question is open; let the run go on: runbook resume {run}"
