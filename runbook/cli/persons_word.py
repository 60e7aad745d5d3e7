"""What a person says of a run that rests: whether an effect happened, or what to choose."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from runbook.cli.exits import Exit
from runbook.cli.refusal import Refusal, refused
from runbook.cli.resting import Resting
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.suggest import did_you_mean
from runbook.interpreter.commands import Inquire, Settle
from runbook.interpreter.events import ChoiceMade, EffectSettled, Event, ReadAgain
from runbook.interpreter.same_effect import same_effects
from runbook.interpreter.standpoint import standpoint
from runbook.language.procedure import Call, Procedure
from runbook.reporting.next_step import settle_commands
from runbook.reporting.words import moment
from runbook.runtime.person import this_person

Say: TypeAlias = Callable[[Resting], Event | Refusal]
"""What a person says of a run, if it fits what the run has open."""


def settlement(step: str, *, happened: bool, because: str) -> Say:
    """That the effect in doubt at `step` happened, or did not."""

    def say(resting: Resting) -> Event | Refusal:
        doubts = _doubts(resting)
        if step in doubts:
            return EffectSettled(step, happened, this_person(), because)
        help = _settle_what(resting, step, doubts)
        return refused(Diagnostic("not-in-doubt", f"{step} is not in doubt", subject=resting.run, help=help))

    return say


def also_settled(resting: Resting, said: Event) -> list[Event]:
    """Return the same word on all else in doubt that asks for the effect on which the person settled: one is asked."""
    if not isinstance(said, EffectSettled):
        return []
    events = [one.event for one in resting.recorded]
    alike = same_effects(events, said.address)
    because = f"{said.because} (the same effect as {said.address})"
    return [EffectSettled(one, said.happened, said.by, because) for one in _doubts(resting) if one in alike]


def read_again(procedure: Procedure, resting: Resting) -> list[Event]:
    """That everything which is in doubt and can be read back is read once more."""
    if resting.reached is None:
        return []
    places = [(one, standpoint(procedure, resting.reached, one)) for one in _doubts(resting)]
    calls = [(address, place.step.action) for address, place in places if place is not None]
    readable = [address for address, call in calls if isinstance(call, Call) and call.verify is not None]
    return [ReadAgain(address, this_person()) for address in readable]


def choice(step: str, chosen: str) -> Say:
    """The choice at `step`, where a question is open."""

    def say(resting: Resting) -> Event | Refusal:
        questions = {command.address: command for command in resting.open if isinstance(command, Inquire)}
        if step not in questions:
            help = _answer_what(resting, step, questions)
            return refused(Diagnostic("not-asked", _asks_nothing(resting, step), subject=resting.run, help=help))
        question = questions[step]
        if resting.is_closed(question):
            return _too_late(resting, question)
        if chosen not in question.choices:
            help = did_you_mean(chosen, question.choices)
            message = f'{step} has no choice "{chosen}"'
            return refused(Diagnostic("unknown-choice", message, subject=resting.run, help=help))
        return ChoiceMade(step, chosen, this_person())

    return say


def _too_late(resting: Resting, question: Inquire) -> Refusal:
    closed = moment(resting.closes(question) or resting.now)
    message = f"the question of {question.address} closed on {closed}: its default {question.default} counts as chosen"
    help = f"nothing was recorded; let the run go on with {question.default}: runbook resume {resting.run}"
    return refused(Diagnostic("question-closed", message, subject=resting.run, help=help), Exit.REFUSED)


def _asks_nothing(resting: Resting, step: str) -> str:
    answered = resting.answered(step)
    if answered is None:
        return f"{step} asks nothing"
    at, made = answered
    return f"{step} asks nothing any more: {made.by or 'the deadline'} chose {made.choice} on {moment(at)}"


def _doubts(resting: Resting) -> list[str]:
    return [command.address for command in resting.open if isinstance(command, Settle)]


def _settle_what(resting: Resting, step: str, doubts: list[str]) -> str:
    if doubts:
        return did_you_mean(step, doubts)
    asked = [command.address for command in resting.open if isinstance(command, Inquire)]
    if asked:
        return f"nothing is in doubt; {', '.join(asked)} asks: runbook answer {resting.run} STEP CHOICE"
    return f"no step waits for a word; let the run go on: runbook resume {resting.run}"


def _answer_what(resting: Resting, step: str, questions: Iterable[str]) -> str:
    known = list(questions)
    if known:
        return did_you_mean(step, known)
    doubts = _doubts(resting)
    if doubts:
        happened, did_not = settle_commands(resting.run, doubts[0])
        return f"first settle what is in doubt: {happened}, or {did_not}"
    return f"no question is open; let the run go on: runbook resume {resting.run}"
