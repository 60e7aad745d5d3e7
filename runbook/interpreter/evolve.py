"""How a state follows from an event. Pure: events at different addresses may come in any order."""

from runbook.frozen import replace
from runbook.interpreter.address import segments
from runbook.interpreter.blocks import after, fresh_block, part_steps
from runbook.interpreter.ending import finish
from runbook.interpreter.events import (
    Asked,
    ChoiceMade,
    EffectSettled,
    Event,
    HandedOver,
    RunClosed,
    RunEnded,
    RunResumed,
    RunStarted,
    StepEnded,
    StepOpened,
    WaitEnded,
)
from runbook.interpreter.evolve_call import evolve_call
from runbook.interpreter.evolve_reading import over
from runbook.interpreter.fans import arm_ended, item_ended, moved_member, opened_loop
from runbook.interpreter.illegal import IllegalEventError
from runbook.interpreter.state import (
    BlockProgress,
    CallProgress,
    Ending,
    FanProgress,
    Finished,
    Fresh,
    LeafProgress,
    Phase,
    Progress,
    State,
    UseProgress,
)
from runbook.language.procedure import Block, Call, Group, Parallel, Procedure, Step, StepState, Use

Path = tuple[tuple[str, int | None], ...]
"""The steps on the way to an address that are still ahead."""


def evolve(procedure: Procedure, state: State, event: Event) -> State:
    """The state after the event. Errors: IllegalEventError, when it cannot have happened in this state."""
    match event:
        case RunStarted():
            block = fresh_block(procedure.body)
            return State(event.run, event.environment, event.servers, event.inputs, block)
        case RunEnded() if state.block.over:
            return replace(state, ended=event)
        case EffectSettled() if state.over:
            return state  # a late word on what the run left in doubt; nothing follows from it any more
        case RunResumed():
            return state
        case RunClosed():
            return replace(state, closed=True)
        case _:
            path = segments(event.address)
            if not path:
                raise IllegalEventError(event, "the run")
            return replace(state, block=_block(procedure.body, state.block, path, event))


def _block(block: Block, progress: BlockProgress, path: Path, event: Event) -> BlockProgress:
    if progress.over:
        raise IllegalEventError(event, "the end of its block")
    step = part_steps(block, progress.part)[progress.position]
    if step.id != path[0][0]:
        raise IllegalEventError(event, f"step {step.id}")
    moved = _step(step, progress.current, path[0][1], path[1:], event)
    return after(block, progress, step, moved) if isinstance(moved, Finished) else replace(progress, current=moved)


def _step(step: Step, progress: Progress, index: int | None, rest: Path, event: Event) -> Progress | Finished:
    """One step after an event at it or inside it; Finished when it ended."""
    if step.loop is not None and index is not None:
        return _item(step, progress, index, rest, event)
    if step.loop is not None and isinstance(event, StepOpened) and isinstance(progress, Fresh) and not rest:
        return Fresh(opened=True) if event.items is None else opened_loop(step.loop, event, event.items)
    return _single(step, progress, rest, event)


def _single(step: Step, progress: Progress, rest: Path, event: Event) -> Progress | Finished:
    """A step that is done once, or one item of a loop."""
    if rest:
        return _inside(step, progress, rest, event)
    match event:
        case StepEnded():
            return finish(step, progress, event)
        case StepOpened() if isinstance(progress, Fresh):
            return _open(step, event)
        case _:
            return _own(step, progress, event)


def _open(step: Step, event: StepOpened) -> Progress:
    """A step whose condition holds; its own things begin when they are known."""
    match step.action:
        case Group(block=block):
            return fresh_block(block)
        case Parallel(branches=branches):
            return FanProgress(len(branches), None)
        case Use(procedure=procedure) if event.arguments is not None:
            return UseProgress(event.arguments, fresh_block(procedure.body))
        case _:
            return Fresh(opened=True)


def _own(step: Step, progress: Progress, event: Event) -> Progress:
    """An event at the step itself."""
    if isinstance(step.action, Call) and isinstance(progress, (Fresh, CallProgress)):
        before = progress if isinstance(progress, CallProgress) else CallProgress()
        return _entering_fallback(step.action, evolve_call(step.action, before, event))
    match event:
        case Asked():
            return LeafProgress(asked=True)
        case WaitEnded():
            return LeafProgress(Ending(StepState.DONE))
        case ChoiceMade(choice=choice):
            return LeafProgress(Ending(StepState.DONE, f"{event.by or 'the deadline'} chose {choice}"), choice)
        case HandedOver(to=to, note=note):
            return LeafProgress(Ending(StepState.HANDED_OVER, note), note=(to, note))
        case _:
            raise IllegalEventError(event, type(progress).__name__)


def _entering_fallback(call: Call, progress: CallProgress) -> CallProgress:
    if progress.phase is Phase.FALLBACK and call.fallback is not None:
        return replace(progress, fallback=fresh_block(call.fallback))
    return progress


def _inside(step: Step, progress: Progress, rest: Path, event: Event) -> Progress:
    """An event at a step inside this one."""
    match step.action, progress:
        case Group(block=block), BlockProgress():
            return _block(block, progress, rest, event)
        case Use(procedure=procedure), UseProgress():
            return replace(progress, block=_block(procedure.body, progress.block, rest, event))
        case Parallel(), FanProgress():
            return _arm(step.action, progress, rest, event)
        case Call(fallback=Block() as fallback), CallProgress(fallback=BlockProgress() as inner):
            return _after_fallback(progress, _block(fallback, inner, rest, event))
        case _:
            raise IllegalEventError(event, type(progress).__name__)


def _after_fallback(progress: CallProgress, fallback: BlockProgress) -> CallProgress:
    moved = replace(progress, fallback=fallback)
    if not fallback.over:
        return moved
    because = fallback.failure.because if fallback.failure is not None else "its fallback did it"
    return over(moved, fallback.outcome, because=because)


def _arm(action: Parallel, fan: FanProgress, rest: Path, event: Event) -> FanProgress:
    index = next((at for at, branch in enumerate(action.branches) if branch.id == rest[0][0]), -1)
    if index < 0:
        raise IllegalEventError(event, "a parallel step without that arm")
    block = action.branches[index].block
    member = fan.running.get(index)
    running = member if isinstance(member, BlockProgress) else fresh_block(block)
    if len(rest) == 1 and isinstance(event, StepEnded):
        return arm_ended(fan, index, running, event)
    return moved_member(fan, index, _block(block, running, rest[1:], event))


def _item(step: Step, progress: Progress, index: int, rest: Path, event: Event) -> FanProgress:
    if not isinstance(progress, FanProgress) or index >= progress.count:
        raise IllegalEventError(event, type(progress).__name__)
    member = progress.running.get(index, Fresh())
    moved = _single(step, member, rest, event)
    if isinstance(moved, Finished):
        return item_ended(progress, index, moved, member, step.keeps)
    return moved_member(progress, index, moved)
