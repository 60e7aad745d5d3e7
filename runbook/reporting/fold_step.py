"""From the events at one address to the report of one step."""

from collections.abc import Sequence

from runbook.frozen import replace
from runbook.interpreter.events import (
    AnswerReceived,
    AnswerRouted,
    Asked,
    AttemptStarted,
    ChoiceMade,
    EffectRead,
    EffectSettled,
    Event,
    FellInDoubt,
    HandedOver,
    Postponed,
    Purpose,
    SameEffect,
    StepEnded,
    StepOpened,
    WaitEnded,
)
from runbook.language.procedure import StepState
from runbook.providers.contract import Effect
from runbook.reporting.item_names import Untried, item_label, item_text, untried_items
from runbook.reporting.report import Attempt, Choice, Handed, Question, Settled, StepReport
from runbook.values.json import Json


def fold_step(address: str, happened: Sequence[tuple[float, Event]], inside: tuple[StepReport, ...]) -> StepReport:
    """The step at `address`; `inside`: the steps in it, already folded."""
    events = [event for _, event in happened]
    ended = next(((at, event) for at, event in reversed(happened) if isinstance(event, StepEnded)), None)
    open_state, because = _open(events)
    handed = next((Handed(event.to, event.note) for event in events if isinstance(event, HandedOver)), None)
    return StepReport(
        address=address,
        id=address.rpartition("/")[2],
        state=ended[1].state if ended else open_state,
        because=ended[1].because if ended else because,
        already=ended[1].already if ended else False,
        unclaimed=ended[1].unclaimed if ended else False,
        attempts=_attempts(happened),
        waited=sum(event.seconds for event in events if isinstance(event, WaitEnded)),
        choices=tuple(Choice(event.choice, event.by, at) for at, event in happened if isinstance(event, ChoiceMade)),
        handed=handed,
        steps=_named(events, inside),
        untried=_untried(address, events, inside),
        questions=tuple(_question(at, event) for at, event in happened if isinstance(event, Asked)),
        settled=tuple(_settled(at, event) for at, event in happened if isinstance(event, EffectSettled)),
        began_at=happened[0][0] if happened else None,
        ended_at=ended[0] if ended else None,
        postponed_until=_postponed_until(happened),
        same_as=next((event.earlier for event in events if isinstance(event, SameEffect) and not event.happened), ""),
    )


def _postponed_until(happened: Sequence[tuple[float, Event]]) -> float | None:
    """When the wait is over that a step was left in; None when it is not left in one."""
    match happened[-1] if happened else None:
        case at, Postponed(seconds=seconds):
            return at + seconds
        case _:
            return None


def _open(events: Sequence[Event]) -> tuple[StepState | None, str]:
    """How a step stands that has not ended, and why, as far as people are concerned."""
    match events[-1] if events else None:
        case FellInDoubt(because=because):
            return StepState.IN_DOUBT, because
        case Asked(message=message):
            return StepState.WAITING, f"it asks: {message}"
        case Postponed(because=because):
            return StepState.WAITING, because
        case _:
            return None, ""


def _question(at: float, event: Asked) -> Question:
    until = None if event.deadline is None else at + event.deadline
    return Question(at, event.message, event.choices, until, event.default)


def _settled(at: float, event: EffectSettled) -> Settled:
    return Settled(at, event.happened, event.by, event.because)


def _named(events: Sequence[Event], inside: tuple[StepReport, ...]) -> tuple[StepReport, ...]:
    """The steps inside; the items of a loop with the value each goes over."""
    opened = _opened(events)
    return inside if opened is None else tuple(_item(step, opened) for step in inside)


def _item(step: StepReport, opened: StepOpened) -> StepReport:
    index, items = step.address.rpartition("[")[2].rstrip("]"), opened.items or ()
    if not index.isdecimal() or int(index) >= len(items):
        return step
    return replace(step, item=item_text(items[int(index)]), label=item_label(opened, int(index)))


def _untried(address: str, events: Sequence[Event], inside: tuple[StepReport, ...]) -> tuple[Untried, ...]:
    opened = _opened(events)
    return () if opened is None else untried_items(address, opened, [step.address for step in inside])


def _opened(events: Sequence[Event]) -> StepOpened | None:
    """How a loop began; None for anything else."""
    return next((event for event in events if isinstance(event, StepOpened) and event.items is not None), None)


def _query(request: Json) -> str:
    """The query of a recorded request, with its question mark."""
    pairs = request.get("query") if isinstance(request, dict) else None
    known = [pair for pair in pairs if isinstance(pair, list) and len(pair) == 2] if isinstance(pairs, list) else []
    return "?" + "&".join(f"{name}={value}" for name, value in known) if known else ""


def _attempts(happened: Sequence[tuple[float, Event]]) -> tuple[Attempt, ...]:
    """The attempts in the order they left, each with what is known of its answer."""
    attempts: dict[tuple[Purpose, int], Attempt] = {}
    for at, event in happened:
        key = _key(event)
        if isinstance(event, AttemptStarted):
            attempts[event.purpose, event.attempt] = _started(at, event)
        elif key in attempts:
            attempts[key] = _informed(attempts[key], at, event)
    return tuple(attempts.values())


def _key(event: Event) -> tuple[Purpose, int]:
    """The attempt an event speaks of; number 0 is none."""
    match event:
        case AnswerReceived():
            return event.purpose, event.attempt
        case AnswerRouted():
            return Purpose.ACT, event.attempt
        case EffectRead():
            return event.purpose, event.attempt
        case _:
            return Purpose.ACT, 0


def _informed(attempt: Attempt, at: float, event: Event) -> Attempt:
    """The attempt with what the event adds."""
    match event:
        case AnswerReceived():
            return replace(attempt, answer=event.answer, answered_at=at)
        case AnswerRouted():
            row = event.row if event.row >= 0 else None
            led = replace(attempt, verb=event.verb, row=row, because=event.because, disarmed=event.disarmed)
            return replace(led, nothing=event.nothing)
        case EffectRead():
            return replace(attempt, verdict=event.verdict, because=event.because)
        case _:
            return attempt


def _started(at: float, event: AttemptStarted) -> Attempt:
    request = event.request
    return Attempt(
        number=event.attempt,
        purpose=event.purpose,
        at=at,
        operation=_text(request, "operation"),
        method=_text(request, "method"),
        server=_text(request, "server"),
        path=_text(request, "path") + _query(request),
        effect=Effect(_text(request, "effect") or Effect.IRREVERSIBLE.value),
        digest=event.digest,
        request=request,
    )


def _text(request: Json, name: str) -> str:
    """A member of a recorded request (`Request.described`) as text."""
    value = request.get(name) if isinstance(request, dict) else None
    return value if isinstance(value, str) else ""
