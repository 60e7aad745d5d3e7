"""Finds playbooks that give values to others, which may read them in ways that their own text does not show."""

from runbook.language.playbook import (
    WrittenBlock,
    WrittenCall,
    WrittenGroup,
    WrittenParallel,
    WrittenStep,
    WrittenUse,
)


def passes_values(block: WrittenBlock) -> bool:
    """Return True if a `use` in a block or below it is given something."""
    return any(_passes(step) for step in (*block.steps, *block.rescue, *block.always))


def _passes(step: WrittenStep) -> bool:
    match step.action:
        case WrittenUse(arguments=arguments):
            return bool(arguments)
        case WrittenGroup(block=block):
            return passes_values(block)
        case WrittenCall(fallback=WrittenBlock() as fallback):
            return passes_values(fallback)
        case WrittenParallel(branches=branches):
            return any(passes_values(branch.block) for branch in branches)
        case _:
            return False
