"""What must hold after a run was killed and taken to its end, judged from the simulator's ledger and the journal."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from runbook.interpreter.events import (
    AnswerReceived,
    AttemptStarted,
    EffectRead,
    EffectSettled,
    Event,
    FellInDoubt,
    Purpose,
    RunEnded,
    StepEnded,
    Verdict,
)
from runbook.language.procedure import StepState
from runbook.providers.answer import AnswerKind
from tests.crash.scene import Scene, is_same

NOTHING, ONCE, IN_DOUBT = "nothing sent", "exactly once", "in doubt"
"""What may become of a killed run: it had not begun; it ended as the undisturbed one; a person had to settle it."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended, and what it changed in the world."""

    state: StepState | None
    outputs: str
    steps: tuple[tuple[str, str], ...]
    applied: frozenset[tuple[tuple[str, str, str, str], int]]


def ending(scene: Scene) -> Ending:
    """How the run of this scene ended."""
    events = scene.events()
    ended = next((event for event in events if isinstance(event, RunEnded)), None)
    steps = sorted((one.address, one.state.value) for one in events if isinstance(one, StepEnded))
    applied = frozenset(_applied(scene).items())
    return Ending(ended and ended.state, repr(ended and dict(ended.outputs)), tuple(steps), applied)


def outcome(scene: Scene) -> str:
    """What became of a killed run."""
    contents = scene.contents()
    if contents is None or not contents.events:
        return NOTHING
    if any(isinstance(one.event, FellInDoubt) for one in contents.events):
        return IN_DOUBT
    return ONCE


def wrongs(scene: Scene, undisturbed: Ending) -> list[str]:
    """Everything that must not be: one line each, none when all is well."""
    return [*_twice(scene), *_unrecorded(scene), *_blind(scene.events()), *_false(scene), *_other(scene, undisturbed)]


def _applied(scene: Scene) -> Counter[tuple[str, str, str, str]]:
    """How often each effect happened; some requests are marked with their run."""
    acts = [one for one in scene.acts() if one.applied]
    return Counter((one.provider, one.operation, one.key, one.body.replace(scene.run, "RUN")) for one in acts)


def _twice(scene: Scene) -> Iterator[str]:
    for (provider, operation, key, _), times in _applied(scene).items():
        if times > 1:
            yield f"twice: {provider} {operation} {key}"
    if scene.simulator.double_refunds:
        yield "twice: money was paid back"


def _unrecorded(scene: Scene) -> Iterator[str]:
    """A request that arrived although no attempt was on the disk."""
    attempts = [one for one in scene.events() if isinstance(one, AttemptStarted)]
    for entry in scene.acts():
        found = next((one for one in attempts if is_same(one, entry)), None)
        if found is None:
            yield f"unrecorded: {entry.operation} {entry.key}"
        else:
            attempts.remove(found)


def _blind(events: list[Event]) -> Iterator[str]:
    """A request that was sent again after no answer, although nothing proved that it had not acted."""
    unproved: set[str] = set()
    for event in events:
        match event:
            case AttemptStarted(purpose=Purpose.ACT):
                if event.address in unproved:
                    yield f"blind: {event.address}, attempt {event.attempt}"
                unproved.add(event.address)
            case AnswerReceived(purpose=Purpose.ACT):
                if event.answer.kind is not AnswerKind.NO_ANSWER:
                    unproved.discard(event.address)
            case EffectRead(verdict=Verdict.DOES_NOT_HOLD) | EffectSettled(happened=False):
                unproved.discard(event.address)
            case _:
                pass


def _false(scene: Scene) -> Iterator[str]:
    """A step that counts as done although nothing happened."""
    events, acts = scene.events(), scene.acts()
    for ended in events:
        if not isinstance(ended, StepEnded) or ended.state is not StepState.DONE:
            continue
        tries = [
            one
            for one in events
            if isinstance(one, AttemptStarted) and one.address == ended.address and one.purpose is Purpose.ACT
        ]
        if tries and not any(entry.applied and is_same(tries[-1], entry) for entry in acts):
            yield f"false success: {ended.address}"


def _other(scene: Scene, undisturbed: Ending) -> Iterator[str]:
    """Another end than the undisturbed run's, without a person's word in between."""
    contents, mine = scene.contents(), ending(scene)
    if outcome(scene) == NOTHING:
        if scene.acts():
            yield "sent without a journal"
    elif contents is not None and not scene.is_over(contents):
        yield "stuck: it did not end"
    elif outcome(scene) == ONCE and mine != undisturbed:
        yield f"another end: {mine} instead of {undisturbed}"
    elif not {one for one, _ in mine.applied} <= {one for one, _ in undisturbed.applied}:
        yield f"another effect: {mine.applied}"
