"""How a block goes on when one of its steps ended."""

from collections.abc import Mapping

from runbook.frozen import replace
from runbook.interpreter.state import STOPPING, BlockProgress, Finished, Fresh, Part, worse
from runbook.language.procedure import Block, Let, Step, StepState
from runbook.values.unknown import Value


def part_steps(block: Block, part: Part) -> tuple[Step, ...]:
    """The steps of one part of a block."""
    match part:
        case Part.STEPS:
            return block.steps
        case Part.RESCUE:
            return block.rescue
        case Part.ALWAYS:
            return block.always


def fresh_block(block: Block) -> BlockProgress:
    """A block before its first step; over at once when there is none."""
    return _seated(block, BlockProgress())


def after(block: Block, progress: BlockProgress, step: Step, finished: Finished) -> BlockProgress:
    """The block after `step` ended: at its next step, in its rescue, in its always part, or over."""
    left = replace(
        progress,
        steps=_results(progress, step, finished),
        names={**progress.names, **finished.kept} if isinstance(step.action, Let) else progress.names,
        current=Fresh(),
    )
    match progress.part:
        case Part.STEPS if finished.state in STOPPING:
            return _seated(block, _stopped(block, left, finished))
        case Part.STEPS:
            return _seated(block, replace(_next(left), outcome=worse(left.outcome, finished.state)))
        case Part.RESCUE:
            return _seated(block, _rescued(left, finished))
        case Part.ALWAYS:
            outcome = worse(left.outcome, finished.state)
            return _seated(block, replace(_next(left), outcome=outcome, failure=left.failure or finished.failure))


def _results(progress: BlockProgress, step: Step, finished: Finished) -> Mapping[str, Mapping[str, Value]]:
    if isinstance(step.action, Let):
        return progress.steps
    results = {**progress.steps, **finished.inner}
    if finished.kept:
        results[step.id] = finished.kept
    return results


def _next(progress: BlockProgress) -> BlockProgress:
    return replace(progress, position=progress.position + 1)


def _stopped(block: Block, progress: BlockProgress, finished: Finished) -> BlockProgress:
    """Doubt and handovers are for people, so only a failure is rescued."""
    part = Part.RESCUE if finished.state is StepState.FAILED and block.rescue else Part.ALWAYS
    outcome = StepState.HANDED_OVER if part is Part.RESCUE else worse(progress.outcome, finished.state)
    return replace(progress, part=part, position=0, outcome=outcome, failure=finished.failure)


def _rescued(progress: BlockProgress, finished: Finished) -> BlockProgress:
    """A rescue that stops itself leaves a failure, not a handover."""
    if finished.state in (StepState.FAILED, StepState.IN_DOUBT):
        return replace(progress, part=Part.ALWAYS, position=0, outcome=finished.state, failure=finished.failure)
    return _next(progress)


def _seated(block: Block, progress: BlockProgress) -> BlockProgress:
    """Past the end of a part, the part that follows."""
    if progress.position < len(part_steps(block, progress.part)):
        return progress
    if progress.part is Part.ALWAYS:
        return replace(progress, over=True)
    return _seated(block, replace(progress, part=Part.ALWAYS, position=0))
