"""How a loop or a parallel step goes on when one of its members moved or ended."""

from collections.abc import Mapping

from runbook.frozen import replace
from runbook.interpreter.ending import item_result
from runbook.interpreter.events import StepEnded, StepOpened
from runbook.interpreter.kept import with_result
from runbook.interpreter.state import (
    STOPPING,
    BlockProgress,
    CallProgress,
    Failure,
    FanProgress,
    Finished,
    Fresh,
    Progress,
    UseProgress,
    worse,
)
from runbook.language.loop import Loop, OnError
from runbook.language.procedure import StepState
from runbook.values.unknown import Value


def opened_loop(loop: Loop, event: StepOpened, items: tuple[Value, ...]) -> FanProgress:
    """A loop before its first item."""
    return FanProgress(
        len(items), items, goes_on=loop.on_error is OnError.CONTINUE, open=event.open, at_most=event.at_most
    )


def is_stopped(fan: FanProgress) -> bool:
    """Return True if a member stopped, even one that is still at its rescue or always part: then nothing new begins.

    A loop that goes on after an item stopped has not stopped before its last item is over; a doubt stops it too.
    """
    if fan.goes_on:
        return fan.outcome is StepState.IN_DOUBT
    return fan.failure is not None or any(map(_has_stopped, fan.running.values()))


def _has_stopped(progress: Progress) -> bool:
    match progress:
        case BlockProgress():
            return progress.failure is not None or _has_stopped(progress.current)
        case UseProgress(block=block):
            return _has_stopped(block)
        case FanProgress():
            return is_stopped(progress)
        case CallProgress(fallback=BlockProgress() as fallback):
            return _has_stopped(fallback)
        case _:
            return False


def moved_member(fan: FanProgress, index: int, member: Progress) -> FanProgress:
    """One member went on."""
    return replace(fan, running={**_begun(fan, index), index: member}, next=max(fan.next, index + 1))


def item_ended(fan: FanProgress, index: int, finished: Finished, last: Progress, keeps: frozenset[str]) -> FanProgress:
    """One item of a loop is over; its result stays only when it is read later. `keeps`: the fields that are."""
    value = fan.items[index] if fan.items is not None else None
    left = _without(fan, index, finished)
    if "items" not in keeps:
        return left
    return replace(left, kept=with_result(fan.kept, index, item_result(value, finished, last, keeps)))


def arm_ended(fan: FanProgress, index: int, block: BlockProgress, event: StepEnded) -> FanProgress:
    """One arm of a parallel step is over; what its steps left stays visible."""
    left = _without(fan, index, Finished(event.state, event.because, {}, block.steps, block.failure))
    return replace(left, inner={**fan.inner, **block.steps})


def _without(fan: FanProgress, index: int, finished: Finished) -> FanProgress:
    return replace(
        fan,
        running={at: member for at, member in _begun(fan, index).items() if at != index},
        next=max(fan.next, index + 1),
        ended=fan.ended + 1,
        outcome=worse(fan.outcome, finished.state),
        failure=fan.failure or _failure(finished),
        stopped=fan.stopped + (finished.state in STOPPING),
    )


def _begun(fan: FanProgress, index: int) -> Mapping[int, Progress]:
    """Those at work when this member moves; the ones before it that only wait have begun too, without an event."""
    return {**fan.running, **{at: Fresh() for at in range(fan.next, index)}}


def _failure(finished: Finished) -> Failure | None:
    if finished.state not in STOPPING:
        return None
    return finished.failure or Failure("", "", finished.because)
