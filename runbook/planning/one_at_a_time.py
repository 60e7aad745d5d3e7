"""A procedure in which loops go through their items one after the other, as far as alike items allow it."""

from runbook.frozen import replace
from runbook.interpreter.address import inside
from runbook.language.procedure import Action, Block, Call, Group, Parallel, Procedure, Step, Use


def one_at_a_time(procedure: Procedure, loops: frozenset[str]) -> Procedure:
    """The same procedure with one item at a time in the loops at these address patterns."""
    return replace(procedure, body=_slowed(procedure.body, "", loops))


def _slowed(block: Block, address: str, loops: frozenset[str]) -> Block:
    def slow(steps: tuple[Step, ...]) -> tuple[Step, ...]:
        return tuple(_slow(step, inside(address, step.id), loops) for step in steps)

    return Block(slow(block.steps), slow(block.rescue), slow(block.always))


def _slow(step: Step, address: str, loops: frozenset[str]) -> Step:
    loop = step.loop
    if loop is not None and address in loops:
        loop = replace(loop, at_once=1)
    return replace(step, loop=loop, action=_slow_inside(step.action, address, loops))


def _slow_inside(action: Action, address: str, loops: frozenset[str]) -> Action:
    match action:
        case Call(fallback=Block() as fallback):
            return replace(action, fallback=_slowed(fallback, address, loops))
        case Group(block=block):
            return Group(_slowed(block, address, loops))
        case Use(procedure=procedure):
            return replace(action, procedure=replace(procedure, body=_slowed(procedure.body, address, loops)))
        case Parallel(branches=branches):
            slow = tuple(replace(one, block=_slowed(one.block, inside(address, one.id), loops)) for one in branches)
            return replace(action, branches=slow)
        case _:
            return action
