"""Where a run stands at one address: the step there, how far it has come, and what its expressions see."""

from runbook.frozen import frozen, replace
from runbook.interpreter.address import segments
from runbook.interpreter.blocks import fresh_block, part_steps
from runbook.interpreter.context import Context
from runbook.interpreter.state import BlockProgress, CallProgress, FanProgress, Fresh, Progress, State, UseProgress
from runbook.language.procedure import Block, Call, Group, Parallel, Procedure, Step, Use

Path = tuple[tuple[str, int | None], ...]
"""The steps on the way to an address that are still ahead."""


@frozen
class Standpoint:
    """A step at work, with what it can see."""

    step: Step
    progress: Progress
    context: Context


def standpoint(procedure: Procedure, state: State, address: str) -> Standpoint | None:
    """The step at `address` if that is where the run is; None when it has not come there, or has left it."""
    path = segments(address)
    context = Context(procedure, state, state.inputs, {}, {})
    return _block(procedure.body, state.block, context, path) if path else None


def _block(block: Block, progress: BlockProgress, context: Context, path: Path) -> Standpoint | None:
    if progress.over:
        return None
    step = part_steps(block, progress.part)[progress.position]
    if step.id != path[0][0]:
        return None
    return _step(step, progress.current, context.within(progress), path[0][1], path[1:])


def _step(step: Step, progress: Progress, context: Context, index: int | None, rest: Path) -> Standpoint | None:
    if step.loop is not None and index is not None:
        if not isinstance(progress, FanProgress) or progress.items is None or index >= progress.count:
            return None
        named = context.naming(step.loop.name, progress.items[index])
        member = progress.running.get(index, Fresh())
        return _step(replace(step, loop=None, when=None), member, named, None, rest)
    return _inside(step, progress, context, rest) if rest else Standpoint(step, progress, context)


def _inside(step: Step, progress: Progress, context: Context, rest: Path) -> Standpoint | None:
    match step.action, progress:
        case Group(block=block), BlockProgress():
            return _block(block, progress, context, rest)
        case Use(procedure=procedure), UseProgress():
            own = Context(procedure, context.state, progress.arguments, {}, {})
            return _block(procedure.body, progress.block, own, rest)
        case Call(fallback=Block() as fallback), CallProgress(fallback=BlockProgress() as inner):
            return _block(fallback, inner, context, rest)
        case Parallel() as parallel, FanProgress():
            return _arm(parallel, progress, context, rest)
        case _:
            return None


def _arm(parallel: Parallel, fan: FanProgress, context: Context, path: Path) -> Standpoint | None:
    index = next((at for at, branch in enumerate(parallel.branches) if branch.id == path[0][0]), -1)
    if index < 0 or len(path) < 2:
        return None
    block = parallel.branches[index].block
    running = fan.running.get(index, fresh_block(block))
    return _block(block, running, context, path[1:]) if isinstance(running, BlockProgress) else None
