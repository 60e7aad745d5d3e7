"""A procedure as a plan needs it: results that only `outputs` read are left out, since nothing that is sent depends
on them, and every combination of them would be a node of its own.
"""

from runbook.frozen import replace
from runbook.language.procedure import Action, Block, Call, Group, Parallel, Procedure, Step, Use
from runbook.language.results import item_mark


def without_outputs(procedure: Procedure) -> Procedure:
    """The same steps, with what other steps read of them and nothing else."""
    return replace(procedure, body=_block(procedure.body), outputs={})


def _block(block: Block) -> Block:
    return Block(_steps(block.steps), _steps(block.rescue), _steps(block.always))


def _steps(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple(replace(step, keeps=step.heeds, action=_action(step)) for step in steps)


def _action(step: Step) -> Action:
    match step.action:
        case Call(fallback=Block() as fallback) as call:
            return replace(call, fallback=_block(fallback))
        case Group(block=block):
            return Group(_block(block))
        case Parallel(branches=branches) as parallel:
            inside = tuple(replace(branch, block=_block(branch.block)) for branch in branches)
            return replace(parallel, branches=inside)
        case Use(procedure=procedure) as use if step.heeds.isdisjoint({"outputs", item_mark("outputs")}):
            return replace(use, procedure=without_outputs(procedure))
        case action:
            return action
