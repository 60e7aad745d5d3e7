"""From the events of a run to its report."""

from collections.abc import Iterable, Sequence

from runbook.interpreter.events import Event, HandedOver, RunClosed, RunEnded, RunResumed, RunStarted
from runbook.interpreter.standing import Standing, standings
from runbook.language.procedure import StepState, Verb
from runbook.providers.answer import AnswerKind
from runbook.providers.contract import Effect
from runbook.reporting.fold_step import fold_step
from runbook.reporting.report import Attempt, Closed, Doubt, Handed, Report, Resumed, StepReport, Totals

Happened = tuple[float, Event]
"""When (seconds since the epoch), and what."""


class _Branch:
    """An address with its own events and the addresses right inside it, while events are sorted."""

    def __init__(self) -> None:
        self.events: list[Happened] = []
        self.inside: dict[str, _Branch] = {}


def fold(happened: Iterable[Happened]) -> Report | None:
    """The report of a run; None while it has not started."""
    events = list(happened)
    started = next(((at, event) for at, event in events if isinstance(event, RunStarted)), None)
    if started is None:
        return None
    at, start = started
    ended = next(((at, event) for at, event in reversed(events) if isinstance(event, RunEnded)), None)
    closed = next((Closed(at, one.by, one.because) for at, one in events if isinstance(one, RunClosed)), None)
    resumed = tuple(_resumed(at, one) for at, one in events if isinstance(one, RunResumed))
    steps = _steps(_sorted(events))
    every = [one for step in steps for one in step.walk()]
    effects = standings(event for _, event in events)
    open_effects = frozenset(one.address for one in effects if one.standing is Standing.IN_DOUBT)
    doubts = tuple(doubt for step in every for doubt in _doubts(step, unknown=step.address in open_effects))
    return Report(
        run=start.run,
        procedure=start.procedure,
        digest=start.digest,
        environment=start.environment,
        servers=start.servers,
        inputs=start.inputs,
        started_at=at,
        ended_at=ended[0] if ended else closed.at if closed else None,
        state=ended[1].state if ended else _rests(every, _OPEN[:1] if closed else _OPEN),
        because=ended[1].because if ended else next((one.because for one in every if one.state in _OPEN), ""),
        steps=steps,
        handovers=_handovers(events),
        doubts=doubts,
        totals=_totals(every, doubts),
        outputs=ended[1].outputs if ended else {},
        last_at=events[-1][0],
        by=start.by,
        plan=start.plan,
        effects=effects,
        acting=resumed[-1].acting if resumed else start.acting,
        first_acting=start.acting,
        resumed=resumed,
        closed=closed,
    )


def _resumed(at: float, event: RunResumed) -> Resumed:
    return Resumed(at, event.by, event.acting, event.confirmed, event.because)


_OPEN = (StepState.IN_DOUBT, StepState.WAITING)
"""States in which a run rests until a person says something."""


def _rests(steps: Sequence[StepReport], states: Sequence[StepState]) -> StepState | None:
    """How a run that did not end stands; None while it is at work or was cut off. A closed run waits for nobody."""
    return next((state for state in states if any(step.state is state for step in steps)), None)


def _sorted(events: Sequence[Happened]) -> _Branch:
    """The events as a tree by address: `a/b[2]` lies in `a/b`, which lies in `a`."""
    root = _Branch()
    for at, event in events:
        if event.address:
            branch = root
            for address in _way(event.address):
                branch = branch.inside.setdefault(address, _Branch())
            branch.events.append((at, event))
    return root


def _way(address: str) -> list[str]:
    """Every address from the outermost step to this one."""
    way = [address[:at] for at, character in enumerate(address) if character in "/[" and at]
    return [*dict.fromkeys(way), address]


def _steps(branch: _Branch) -> tuple[StepReport, ...]:
    return tuple(fold_step(address, inner.events, _steps(inner)) for address, inner in branch.inside.items())


def _handovers(events: Sequence[Happened]) -> tuple[tuple[str, Handed], ...]:
    return tuple((event.address, Handed(event.to, event.note)) for _, event in events if isinstance(event, HandedOver))


def _doubts(step: StepReport, *, unknown: bool) -> list[Doubt]:
    """What is unknown about a step: its last act that got no clear answer. `unknown`: how its effect stands."""
    acts = [attempt for attempt in step.attempts if attempt.effect is not Effect.READ]
    if step.settled and not unknown:
        return []
    if acts and acts[-1].in_doubt:
        return [Doubt(step.address, acts[-1], "the run ended before an answer was recorded")]
    if acts and step.state is StepState.IN_DOUBT and acts[-1].verb is not Verb.FALLBACK:
        return [Doubt(step.address, acts[-1], step.because or _reason(acts[-1]))]
    if acts and step.state is None and acts[-1].verb in (Verb.SETTLE, Verb.DONE):
        return [Doubt(step.address, acts[-1], _unread(acts[-1]))]
    if acts and unknown and step.ended_at is not None:
        doubtful = next((one for one in reversed(acts) if not one.nothing), acts[-1])
        return [Doubt(step.address, doubtful, step.because or _reason(doubtful), late=True)]
    return []


def _unread(attempt: Attempt) -> str:
    """Why an attempt of a step that did not end is open: the run stopped before a read could prove anything."""
    said = "the provider said yes" if attempt.verb is Verb.DONE else _reason(attempt) or "the answer proves nothing"
    return f"{said}, and the run stopped before it was read back"


def _reason(attempt: Attempt) -> str:
    answer = attempt.answer
    if answer is not None and answer.kind is AnswerKind.NO_ANSWER:
        return answer.reason or "no answer came"
    return attempt.because


def _may_have_acted(attempt: Attempt) -> bool:
    """Whether it counts as an irreversible request, as a plan counts: what did not act and was sent again does not."""
    proved = attempt.verb is Verb.RETRY and (attempt.nothing or not attempt.left)
    return attempt.effect is Effect.IRREVERSIBLE and not proved


def _totals(steps: Sequence[StepReport], doubts: Sequence[Doubt]) -> Totals:
    attempts = [attempt for step in steps for attempt in step.attempts if attempt.left]
    acts = [[attempt for attempt in step.attempts if attempt.verb is not None] for step in steps]
    return Totals(
        requests=len(attempts),
        irreversible=sum(_may_have_acted(attempt) for attempt in attempts),
        retries=sum(max(0, len(one) - 1) for one in acts),
        notes=sum(step.state is StepState.DONE_WITH_NOTES and not step.steps and not step.unclaimed for step in steps),
        already=sum(step.already for step in steps),
        unclaimed=sum(step.unclaimed for step in steps),
        handed_over=sum(step.handed is not None for step in steps),
        in_doubt=len(doubts),
        untried=sum(len(step.untried) for step in steps),
    )
