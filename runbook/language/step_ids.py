"""Every step and branch of a playbook has a name of its own."""

from collections.abc import Iterator

from runbook.diagnostics.diagnostic import Related
from runbook.language.linking import Linking
from runbook.language.playbook import (
    Word,
    WrittenBlock,
    WrittenCall,
    WrittenGroup,
    WrittenParallel,
    WrittenStep,
)


def register_ids(linking: Linking) -> None:
    """Remembers every id with its first place; a second use of one is reported."""
    for word in ids_in(linking.playbook.body):
        first = linking.ids.setdefault(word.text, word)
        if first is not word:
            linking.report(
                "duplicate-id",
                f'two steps are called "{word.text}"',
                word.span,
                help="ids are unique in the whole playbook, in fallbacks and rescues too",
                related=(Related(first.span, "the first one"),),
            )


def ids_in(block: WrittenBlock) -> Iterator[Word]:
    """The ids of all steps and branches in a block and below it, in the order of the text."""
    for step in (*block.steps, *block.rescue, *block.always):
        if step.id.text:
            yield step.id
        yield from _inside(step)


def _inside(step: WrittenStep) -> Iterator[Word]:
    match step.action:
        case WrittenGroup(block=block):
            yield from ids_in(block)
        case WrittenCall(fallback=WrittenBlock() as fallback):
            yield from ids_in(fallback)
        case WrittenParallel(branches=branches):
            for branch in branches:
                if branch.id.text:
                    yield branch.id
                yield from ids_in(branch.block)
        case _:
            pass
