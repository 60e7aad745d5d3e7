"""A run that was killed and taken up again against the same run that nothing befell."""

from runbook.interpreter.events import (
    AnswerReceived,
    AnswerRouted,
    EffectRead,
    Event,
    Purpose,
    Reading,
    StepEnded,
    Verdict,
)
from runbook.interpreter.state import STOPPING
from runbook.language.procedure import StepState, Verb
from runbook.providers.answer import AnswerKind
from tests.deterministic.simulation import Simulation


def differences(quiet: Simulation, run: Simulation) -> list[str]:
    """What is otherwise although the provider was the same; nothing when the two cannot be compared."""
    ended, wanted = run.ended, quiet.ended
    if ended is None or wanted is None or run.strangers or _stops(quiet.events) or not _comparable(run):
        return []
    if not run.weather.blows:
        return [] if run.state == quiet.state else ["in another order the same run comes to another state"]
    if not all(map(_says_by_whom, run.events)):
        return _less_known(quiet, run)
    if (ended.state, ended.outputs) != (wanted.state, wanted.outputs):
        return [f"the run ends {ended.state.value}, undisturbed it ends {wanted.state.value}"]
    return [] if _done(run) == _done(quiet) else ["the provider did other things than for the undisturbed run"]


def _less_known(quiet: Simulation, run: Simulation) -> list[str]:
    """What is otherwise although all that differs is that after a lost answer nobody knows by whom it was done.

    Such a step is done with notes, so a later one that asks for `done` may be skipped; nothing more is done.
    """
    if run.state.ended is not None and run.state.ended.state not in (StepState.DONE, StepState.DONE_WITH_NOTES):
        return [f"the run ends {run.state.ended.state.value} although all that was lost was done"]
    if any(StepState.DONE_WITH_NOTES.value in key for key in _done(run)):
        return []  # a request that carries the state of an earlier step is about another thing
    return [] if _done(run) <= _done(quiet) else ["the provider did more than for the undisturbed run"]


def _stops(events: list[Event]) -> bool:
    """Whether a step stopped: then others are skipped, and which depends on the order."""
    return any(isinstance(event, StepEnded) and event.state in STOPPING for event in events)


def _says_by_whom(event: Event) -> bool:
    """Whether a step does not say that it is unknown by whom its effect happened, as it does after a lost answer."""
    return not (isinstance(event, StepEnded) and event.unclaimed)


def _comparable(run: Simulation) -> bool:
    """Whether every lost answer was one to a request that did act, and nobody wrote that the run stops then."""
    lost: set[str] = set()
    for event in run.events:
        match event:
            case EffectRead(purpose=Purpose.BEFORE, verdict=Verdict.CANNOT_TELL, reading=Reading.LAST):
                return False  # no look is left, so nothing is sent
            case EffectRead(purpose=Purpose.VERIFY, verdict=Verdict.CANNOT_TELL, reading=Reading.LAST | Reading.WITHIN):
                return False  # the last of so many reads was lost with its process, and people were asked
            case AnswerReceived(purpose=Purpose.ACT, answer=answer) if answer.kind is AnswerKind.NO_ANSWER:
                lost.add(event.address)
            case AnswerRouted(verb=Verb.STOP | Verb.RETRY) if event.address in lost:
                return False
    return all(bool(run.provider.thing(run.person.things[address]).acts) for address in lost)


def _done(run: Simulation) -> set[str]:
    return {key for key, thing in run.provider.things.items() if thing.acts}
