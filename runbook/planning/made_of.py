"""Which inputs of a run an argument of a call is made of, so that people know what to correct."""

from collections.abc import Iterator, Sequence

from runbook.language.procedure import Call, Use
from runbook.language.references import expressions_in, references
from runbook.language.template import Condition, Template, templates_in
from runbook.planning.outline import Entry

_INPUTS = "inputs"


def inputs_behind(entries: Sequence[Entry], address: str, problem: str) -> tuple[str, ...]:
    """The inputs behind the arguments that `problem` names (`"caseId" is ".."`), all of the call when it names none.

    Nothing for a call inside another playbook: its inputs are not those of the run.
    """
    around = [entry for entry in entries if address == entry.address or address.startswith(f"{entry.address}/")]
    call = next((one.step.action for one in around if one.address == address), None)
    if not isinstance(call, Call) or any(isinstance(one.step.action, Use) for one in around):
        return ()
    arguments = call.site.arguments
    named = [value for name, value in arguments.items() if f'"{name}"' in problem] or list(arguments.values())
    loops = {one.step.loop.name: one.step.loop.items for one in around if one.step.loop is not None}
    found = (name for value in named for template in templates_in(value) for name in _inputs(template, loops))
    return tuple(dict.fromkeys(found))


def _inputs(reading: Condition | Template, loops: dict[str, Condition]) -> Iterator[str]:
    """The inputs that something reads, those that a loop goes over for it too."""
    for _, expression in expressions_in(reading):
        for reference in references(expression):
            if reference.root == _INPUTS and reference.keys:
                yield str(reference.keys[0])
            elif reference.root in loops:
                inner = {name: items for name, items in loops.items() if name != reference.root}
                yield from _inputs(loops[reference.root], inner)
