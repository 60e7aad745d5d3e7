"""What must happen next, for every place of a run at once. Pure: the same procedure and state, the same commands."""

from runbook.frozen import replace
from runbook.interpreter.address import inside, item
from runbook.interpreter.blocks import fresh_block, part_steps
from runbook.interpreter.calls import decide_call
from runbook.interpreter.commands import Command, Inquire, Pause, Record, Send, Settle, Suppose
from runbook.interpreter.context import Context
from runbook.interpreter.events import Purpose, RunEnded, StepEnded, StepOpened, WaitReason
from runbook.interpreter.fans import is_stopped
from runbook.interpreter.leaves import decide_leaf
from runbook.interpreter.loops import empty_end, open_loop
from runbook.interpreter.state import (
    BlockProgress,
    CallProgress,
    FanProgress,
    Fresh,
    LeafProgress,
    Part,
    Phase,
    Progress,
    State,
    UseProgress,
)
from runbook.language.evaluate import EvaluationError, render, truth
from runbook.language.procedure import Block, Branch, Call, Group, Parallel, Procedure, Step, StepState, Use
from runbook.values.unknown import Unknown, Value, as_value


def decide(procedure: Procedure, state: State) -> tuple[Command, ...]:
    """Every command that is ready; none when the run is over or all that is left is in flight."""
    if state.over:
        return ()
    context = Context(procedure, state, state.inputs, {}, {})
    if not state.block.over:
        return _nothing_new_in_doubt(_block(procedure.body, state.block, context, ""))
    outputs = _outputs(procedure, context.within(state.block))
    return (Record(RunEnded("", state.block.outcome, _because(state.block), outputs)),)


def _nothing_new_in_doubt(commands: tuple[Command, ...]) -> tuple[Command, ...]:
    """While anything is in doubt only what is known is recorded and read; acts, questions and waits stand back."""
    if not any(isinstance(command, Settle) for command in commands):
        return commands
    return tuple(command for command in commands if _stays(command))


def _stays(command: Command) -> bool:
    match command:
        case Send():
            return command.purpose is Purpose.VERIFY
        case Pause():
            return command.reason in (WaitReason.POLL, WaitReason.GRACE)
        case Inquire():
            return False
        case Record() | Suppose() | Settle():
            return True


def _because(progress: BlockProgress) -> str:
    return progress.failure.because if progress.failure is not None else ""


def _outputs(procedure: Procedure, context: Context) -> dict[str, Value]:
    """The playbook's outputs; one that cannot be had (its step did not run) is null."""
    outputs: dict[str, Value] = {}
    for name, template in procedure.outputs.items():
        try:
            outputs[name] = render(template, context.scope())
        except EvaluationError:
            outputs[name] = None
    return outputs


def _block(block: Block, progress: BlockProgress, context: Context, address: str) -> tuple[Command, ...]:
    """Rescue and always run even when something beside the block stopped."""
    step = part_steps(block, progress.part)[progress.position]
    halted = context.halted and progress.part is Part.STEPS
    return _step(step, progress.current, replace(context.within(progress), halted=halted), inside(address, step.id))


def _step(step: Step, progress: Progress, context: Context, address: str) -> tuple[Command, ...]:
    if isinstance(progress, Fresh):
        return _begin(step, progress, context, address)
    return _going_on(step, progress, context, address)


def _going_on(step: Step, progress: Progress, context: Context, address: str) -> tuple[Command, ...]:
    match progress:
        case FanProgress():
            return _fan(step, progress, context, address)
        case BlockProgress() if isinstance(step.action, Group):
            if progress.over:
                return (Record(StepEnded(address, progress.outcome, _because(progress))),)
            return _block(step.action.block, progress, context, address)
        case UseProgress() if isinstance(step.action, Use):
            return _use(step.action, progress, context, address)
        case CallProgress() if isinstance(step.action, Call):
            return _call(step.action, progress, context, address)
        case LeafProgress():
            return decide_leaf(step.action, progress, context, address)
        case _:
            raise AssertionError(f"{type(progress).__name__} cannot belong to {address}")


def _begin(step: Step, progress: Fresh, context: Context, address: str) -> tuple[Command, ...]:
    """A step whose turn it is: skip it, open it, or do its first thing at once."""
    try:
        held = True if progress.opened or step.when is None else truth(step.when, context.scope())
        if isinstance(held, Unknown):
            skipped = StepEnded(address, StepState.SKIPPED, f"not {step.when.text if step.when else ''}")
            return (Suppose(address, (StepOpened(address), skipped)),)
        if not held or context.halted:
            because = "something beside it stopped" if held else f"not {step.when.text if step.when else ''}"
            return (Record(StepEnded(address, StepState.SKIPPED, because)),)
        return _first(step, context, address) if step.loop is None else open_loop(step.loop, context, address)
    except EvaluationError as error:
        return (Record(StepEnded(address, StepState.FAILED, error.message)),)


def _begin_item(step: Step, context: Context, address: str) -> tuple[Command, ...]:
    """One item of a loop whose own condition held for all of them."""
    if context.halted:
        return (Record(StepEnded(address, StepState.SKIPPED, "something beside it stopped")),)
    try:
        return _first(step, context, address)
    except EvaluationError as error:
        return (Record(StepEnded(address, StepState.FAILED, error.message)),)


def _first(step: Step, context: Context, address: str) -> tuple[Command, ...]:
    match step.action:
        case Call():
            return decide_call(step.action, CallProgress(), context, address)
        case Group() | Parallel():
            return (Record(StepOpened(address)),)
        case Use():
            scope = context.scope()
            arguments = {name: render(value, scope) for name, value in step.action.arguments.items()}
            return (Record(StepOpened(address, arguments=_with_defaults(step.action, arguments))),)
        case _:
            return decide_leaf(step.action, LeafProgress(), context, address)


def _with_defaults(use: Use, arguments: dict[str, Value]) -> dict[str, Value]:
    defaults: dict[str, Value] = {
        name: as_value(declared.default) for name, declared in use.procedure.inputs.items() if not declared.required
    }
    return {**defaults, **arguments}


def _call(call: Call, progress: CallProgress, context: Context, address: str) -> tuple[Command, ...]:
    if progress.phase is not Phase.FALLBACK or progress.fallback is None or call.fallback is None:
        return decide_call(call, progress, context, address)
    return _block(call.fallback, progress.fallback, context, address)


def _use(use: Use, progress: UseProgress, context: Context, address: str) -> tuple[Command, ...]:
    own = Context(use.procedure, context.state, progress.arguments, {}, {}, None, context.halted)
    if not progress.block.over:
        return _block(use.procedure.body, progress.block, own, address)
    outputs = _outputs(use.procedure, own.within(progress.block))
    because = _because(progress.block)
    return (Record(StepEnded(address, progress.block.outcome, because, result={"outputs": outputs})),)


def _fan(step: Step, progress: FanProgress, context: Context, address: str) -> tuple[Command, ...]:
    """The commands of every member at work, and of those that may begin."""
    inner = replace(context, halted=context.halted or is_stopped(progress))
    active = _active(step, progress, inner.halted)
    if not active:
        return (Record(_fan_end(step, progress, address)),)
    members = ((index, progress.running.get(index, Fresh())) for index in active)
    return tuple(
        command
        for index, member in members
        if not _is_under_way(member)
        for command in _member(step, member, progress, inner, address, index)
    )


def _is_under_way(member: Progress) -> bool:
    """Return True for a member that does nothing but wait for its answer."""
    in_flight = (Phase.IN_FLIGHT, Phase.READ_IN_FLIGHT, Phase.LOOK_IN_FLIGHT)
    innermost = _innermost(member)
    return isinstance(innermost, CallProgress) and innermost.phase in in_flight


def _waits_for_a_person(member: Progress) -> bool:
    """Return True for a member whose question was put: those behind it need not wait for the answer too."""
    match _innermost(member):
        case CallProgress(phase=Phase.ASKED) | LeafProgress(asked=True, ending=None):
            return True
        case _:
            return False


def _innermost(member: Progress) -> Progress:
    """Where a member stands, found out without looking around it."""
    match member:
        case BlockProgress(over=False, current=current):
            return _innermost(current)
        case UseProgress(block=block):
            return _innermost(block)
        case CallProgress(phase=Phase.FALLBACK, fallback=BlockProgress() as fallback):
            return _innermost(fallback)
        case _:
            return member


def _fan_end(step: Step, progress: FanProgress, address: str) -> StepEnded:
    if progress.count == 0:
        return empty_end(address, step.loop.empty if step.loop is not None else None)
    because = progress.failure.because if progress.failure is not None else ""
    if progress.goes_on and progress.stopped > 1:
        because = f"{progress.stopped} of {progress.count} items stopped, the first: {because}"
    return StepEnded(address, progress.outcome, because)


def _active(step: Step, progress: FanProgress, halted: bool) -> list[int]:
    limit = step.loop.at_once if step.loop is not None else _at_once(step)
    busy = sum(1 for member in progress.running.values() if not _waits_for_a_person(member))
    free = 0 if halted else max(0, limit - busy)
    return [*sorted(progress.running), *range(progress.next, min(progress.count, progress.next + free))]


def _at_once(step: Step) -> int:
    return step.action.at_once if isinstance(step.action, Parallel) else 1


def _member(
    step: Step, member: Progress, fan: FanProgress, context: Context, address: str, index: int
) -> tuple[Command, ...]:
    if fan.items is not None and step.loop is not None:
        named, at = context.naming(step.loop.name, fan.items[index]), item(address, index)
        return _begin_item(step, named, at) if isinstance(member, Fresh) else _item(step, member, named, at)
    if not isinstance(step.action, Parallel):
        raise AssertionError(f"{address} has no arms")
    return _arm(step.action.branches[index], member, context, address)


def _item(step: Step, member: Progress, context: Context, address: str) -> tuple[Command, ...]:
    """An item at work. That of a loop over parallel arms is a fan of its own."""
    if isinstance(member, FanProgress):
        return _fan(replace(step, loop=None), member, context, address)
    return _going_on(step, member, context, address)


def _arm(branch: Branch, member: Progress, context: Context, address: str) -> tuple[Command, ...]:
    at = inside(address, branch.id)
    progress = member if isinstance(member, BlockProgress) else fresh_block(branch.block)
    if progress.over:
        return (Record(StepEnded(at, progress.outcome, _because(progress))),)
    return _block(branch.block, progress, context, at)
