"""Why a step went where it went: with the code that routes answers, so that the two cannot disagree."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from runbook.frozen import frozen, replace
from runbook.interpreter.context import Context, response_value
from runbook.interpreter.events import (
    AnswerRouted,
    AttemptStarted,
    Event,
    Purpose,
    StepEnded,
)
from runbook.interpreter.evolve import evolve
from runbook.interpreter.readings import Reading, readings
from runbook.interpreter.routing import Judged, Trait, drifts, weighed, weighed_as_drift
from runbook.interpreter.standpoint import Standpoint, standpoint
from runbook.interpreter.state import CallProgress, State
from runbook.language.evaluate import EvaluationError, truth
from runbook.language.procedure import Assert, Call, Procedure, Row, StepState
from runbook.language.template import Condition
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.contract import Effect
from runbook.values.unknown import Value

Happened = tuple[float, Event]
"""When (seconds since the epoch), and what."""


@frozen
class Condemned:
    """A condition that did not hold, and what it read. `kind`: `when` or `assert`."""

    kind: str
    condition: Condition
    readings: tuple[Reading, ...]


@frozen
class Weighed:
    """One row before an answer. `index`: among the call's rows; `readings`: what its `when` read.

    `broken`: its condition cannot be evaluated, which ended the routing.
    """

    index: int
    row: Row
    judged: Judged
    readings: tuple[Reading, ...] = ()
    broken: bool = False


@frozen
class Routing:
    """How an answer met the rows: each up to the one that took it (`taken`; None when none did).

    `lost`: an earlier attempt got no answer. `drift`: no row takes a declared answer with these words.
    """

    answer: Answer
    rows: tuple[Weighed, ...]
    taken: Weighed | None
    lost: bool
    drift: bool
    event: AnswerRouted


@frozen
class Explanation:
    """What happened at one address, and why.

    `attempts`: numbers of the requests sent there to act. `events`: those that belong to `attempt`, or all.
    """

    address: str
    attempts: tuple[int, ...]
    attempt: int | None
    routing: Routing | None
    condemned: Condemned | None
    events: tuple[Happened, ...]
    ended: StepEnded | None


def explain(procedure: Procedure, happened: Sequence[Happened], address: str, attempt: int | None) -> Explanation:
    """Why the step at `address` went where it went. `attempt`: by default the last.

    Errors: IllegalEventError for the events of another procedure.
    """
    here = [(at, event) for at, event in happened if event.address == address]
    attempts = tuple(
        event.attempt for _, event in here if isinstance(event, AttemptStarted) and event.purpose is Purpose.ACT
    )
    chosen = attempt if attempt is not None else (attempts[-1] if attempts else None)
    ended = next((event for _, event in reversed(here) if isinstance(event, StepEnded)), None)
    routed = next((event for _, event in here if isinstance(event, AnswerRouted) and event.attempt == chosen), None)
    turn: Event | None = routed if attempts else ended
    place = _standpoint_before(procedure, [event for _, event in happened], turn) if turn is not None else None
    return Explanation(
        address=address,
        attempts=attempts,
        attempt=chosen,
        routing=_routing(place, routed) if place is not None and routed is not None else None,
        condemned=_condemned(place, ended) if place is not None and routed is None and ended is not None else None,
        events=tuple(here if chosen is None else _of_attempt(here, chosen)),
        ended=ended,
    )


def _of_attempt(here: Sequence[Happened], attempt: int) -> Iterator[Happened]:
    """The events from the beginning of an attempt up to the next one."""
    begun = False
    for at, event in here:
        if isinstance(event, AttemptStarted) and event.purpose is Purpose.ACT:
            begun = event.attempt == attempt
        if begun:
            yield at, event


def _standpoint_before(procedure: Procedure, events: Iterable[Event], turn: Event) -> Standpoint | None:
    """Where the run stood at the address of this very event, right before it."""
    state = State()
    for event in takewhile(lambda one: one is not turn, events):
        state = evolve(procedure, state, event)
    return standpoint(procedure, state, turn.address)


def _routing(place: Standpoint, event: AnswerRouted) -> Routing | None:
    call, progress = place.step.action, place.progress
    if not isinstance(call, Call) or not isinstance(progress, CallProgress):
        return None
    answer = progress.answer or Answer(AnswerKind.NO_ANSWER)
    lost = progress.lost and call.site.operation.effect is not Effect.READ
    rows, drift = _rows(call.rows, answer, place.context, lost)
    taken = rows[-1] if rows and rows[-1].judged.verdict is True else None
    return Routing(answer, rows, taken, lost, drift, event)


def _rows(rows: Sequence[Row], answer: Answer, context: Context, lost: bool) -> tuple[tuple[Weighed, ...], bool]:
    """Every row up to the one that takes the answer, and whether the answer counts as contract drift."""
    scope = context.scope(response=response_value(answer))
    judged, broken = _until_broken(weighed(rows, answer, context, lost))
    first = tuple(_told(at, rows[at], one, scope) for at, one in enumerate(judged))
    if broken:
        return (*first[:-1], replace(first[-1], broken=True)), False
    disarmed = tuple(one.index for one in first if one.judged.against is Trait.DISARMED)
    if not drifts(answer, disarmed) or (first and first[-1].judged.verdict is True):
        return first, False
    again = [one.verdict is True for one in weighed_as_drift(rows, answer, context)]
    at = again.index(True) if True in again else len(rows)
    return (*first[:at], *(replace(one, judged=Judged(True)) for one in first[at : at + 1])), True


def _until_broken(judged: Iterator[Judged]) -> tuple[list[Judged], bool]:
    """All of them; a condition that cannot be evaluated ends the routing, and so it ends the list."""
    known: list[Judged] = []
    try:
        for one in judged:
            known.append(one)
    except EvaluationError:
        return [*known, Judged(False, Trait.WHEN)], True
    return known, False


def _told(index: int, row: Row, judged: Judged, scope: dict[str, Value]) -> Weighed:
    seen = judged.against is Trait.WHEN or (judged.verdict is True and row.when is not None)
    return Weighed(index, row, judged, readings(row.when, scope) if row.when is not None and seen else ())


def _condemned(place: Standpoint, ended: StepEnded) -> Condemned | None:
    """The condition that ended a step that sent nothing."""
    scope = place.context.scope()
    step = place.step
    if ended.state is StepState.SKIPPED and step.when is not None and _fails(step.when, scope):
        return Condemned("when", step.when, readings(step.when, scope))
    if isinstance(step.action, Assert) and ended.state is StepState.FAILED:
        failed = next((one.that for one in step.action.assertions if _fails(one.that, scope)), None)
        return Condemned("assert", failed, readings(failed, scope)) if failed is not None else None
    return None


def _fails(condition: Condition, scope: dict[str, Value]) -> bool:
    try:
        return truth(condition, scope) is not True
    except EvaluationError:
        return True
