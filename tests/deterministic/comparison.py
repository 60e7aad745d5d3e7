"""A run that was killed and taken up again against the same run that nothing befell."""

from runbook.interpreter.events import AnswerReceived, AnswerRouted, Event, Purpose, StepEnded
from runbook.interpreter.state import STOPPING
from runbook.language.procedure import Verb
from runbook.providers.answer import AnswerKind
from tests.deterministic.simulation import Simulation


def differences(quiet: Simulation, run: Simulation) -> list[str]:
    """What is otherwise although the provider was the same; nothing when the two cannot be compared."""
    ended, wanted = run.ended, quiet.ended
    if ended is None or wanted is None or run.strangers or _stops(quiet.events) or not _comparable(run):
        return []
    if not run.weather.blows:
        return [] if run.state == quiet.state else ["in another order the same run comes to another state"]
    if (ended.state, ended.outputs) != (wanted.state, wanted.outputs):
        return [f"the run ends {ended.state.value}, undisturbed it ends {wanted.state.value}"]
    return [] if _done(run) == _done(quiet) else ["the provider did other things than for the undisturbed run"]


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
            case AnswerReceived(purpose=Purpose.BEFORE, answer=answer) if answer.kind is AnswerKind.NO_ANSWER:
                return False
            case AnswerReceived(purpose=Purpose.ACT, answer=answer) if answer.kind is AnswerKind.NO_ANSWER:
                lost.add(event.address)
            case AnswerRouted(verb=Verb.STOP | Verb.RETRY) if event.address in lost:
                return False
    if not all(map(_says_by_whom, run.events)):
        return False
    return all(bool(run.provider.thing(run.person.things[address]).acts) for address in lost)


def _done(run: Simulation) -> set[str]:
    return {key for key, thing in run.provider.things.items() if thing.acts}
