"""One place of a state by its address: looking at it, and the same state with something else there."""

from collections.abc import Callable
from typing import TypeAlias

from runbook.frozen import frozen, replace
from runbook.interpreter.address import segments
from runbook.interpreter.blocks import fresh_block, part_steps
from runbook.interpreter.state import BlockProgress, CallProgress, FanProgress, Fresh, Progress, State, UseProgress
from runbook.language.procedure import Block, Call, Group, Parallel, Procedure, Step, Use

_Path: TypeAlias = tuple[tuple[str, int | None], ...]


def found(procedure: Procedure, state: State, address: str) -> Progress:
    """What is at work at an address: of a loop itself for `a`, of its third item for `a[2]`."""
    block, within, path = procedure.body, state.block, segments(address)
    while path:
        step, index, rest = _seat(block, within, path)
        progress = _member(within.current, index)
        if not rest:
            return progress
        below = _below(step, progress, rest)
        block, within, path = below.block, below.progress, below.rest
    return within  # an arm of a parallel step, which is a block and no step


def changed(procedure: Procedure, state: State, address: str, change: Callable[[Progress], Progress]) -> State:
    """The state with the progress of one step changed, everything around it as it was."""
    return replace(state, block=_block(procedure.body, state.block, segments(address), change))


def _block(block: Block, within: BlockProgress, path: _Path, change: Callable[[Progress], Progress]) -> BlockProgress:
    step, index, rest = _seat(block, within, path)
    member = _member(within.current, index)
    if rest:
        below = _below(step, member, rest)
        moved = below.back(_block(below.block, below.progress, below.rest, change))
    else:
        moved = change(member)
    return replace(within, current=_with_member(within.current, index, moved))


def _seat(block: Block, within: BlockProgress, path: _Path) -> tuple[Step, int | None, _Path]:
    """The step at work, which of its items is meant, and the way on from there."""
    step = part_steps(block, within.part)[within.position]
    id, index = path[0]
    if step.id != id:
        raise AssertionError(f"{id} is not at work, {step.id} is")
    return step, index, path[1:]


def _member(progress: Progress, index: int | None) -> Progress:
    if index is None or not isinstance(progress, FanProgress):
        return progress
    return progress.running.get(index, Fresh())


def _with_member(progress: Progress, index: int | None, member: Progress) -> Progress:
    if index is None or not isinstance(progress, FanProgress):
        return member
    return replace(progress, running={**progress.running, index: member})


@frozen
class _Below:
    """The block in which a path goes on, and how the step around it looks with that block changed."""

    block: Block
    progress: BlockProgress
    rest: _Path
    back: Callable[[BlockProgress], Progress]


def _below(step: Step, progress: Progress, rest: _Path) -> _Below:
    match step.action, progress:
        case Group(block=block), BlockProgress():
            return _Below(block, progress, rest, lambda inner: inner)
        case Use(procedure=procedure), UseProgress(block=inner):
            return _Below(procedure.body, inner, rest, lambda inner: replace(progress, block=inner))
        case Call(fallback=Block() as fallback), CallProgress(fallback=BlockProgress() as inner):
            return _Below(fallback, inner, rest, lambda inner: replace(progress, fallback=inner))
        case Parallel(branches=branches), FanProgress(running=running):
            index = next(at for at, branch in enumerate(branches) if branch.id == rest[0][0])
            begun, arm = running.get(index), branches[index].block
            inner = begun if isinstance(begun, BlockProgress) else fresh_block(arm)
            return _Below(arm, inner, rest[1:], _arm(progress, index))
        case _:
            raise AssertionError(f"{type(progress).__name__} has nothing inside at {rest[0][0]}")


def _arm(fan: FanProgress, index: int) -> Callable[[BlockProgress], Progress]:
    return lambda inner: replace(fan, running={**fan.running, index: inner})
