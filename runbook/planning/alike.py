"""Loops whose items have the same roads, so that a plan walks one item for many.

An item may be read where a request is filled in, and in conditions that read nothing else: then items that decide these
conditions alike go alike. Whatever is not proved alike here is walked item by item.
"""

from collections.abc import Iterable, Iterator

from runbook.frozen import field, frozen, replace
from runbook.interpreter.address import inside
from runbook.language.procedure import (
    Action,
    Ask,
    Assert,
    Block,
    Call,
    Group,
    Handover,
    Let,
    Parallel,
    Procedure,
    Step,
    Use,
    Wait,
)
from runbook.language.references import expressions_in, references
from runbook.language.results import item_mark
from runbook.language.template import Condition, Template, Templated, templates_in
from runbook.planning.leaps import Alike

_INPUTS = "inputs"


@frozen
class _Marked:
    """What differs from item to item: names, and inputs of a used playbook.

    `deciding`: grows by the conditions that read nothing else.
    """

    names: frozenset[str] = frozenset()
    inputs: frozenset[str] = frozenset()
    deciding: list[Condition] = field(default_factory=list)

    def decides(self, condition: Condition) -> bool:
        """Whether it is known before the run for each item how a condition turns out: alike, or by the item alone."""
        if not self.read_in(condition):
            return True
        if any(reference.root not in self.names for reference in references(condition.expression)):
            return False
        self.deciding.append(condition)
        return True

    def read_in(self, *values: "Templated | Condition") -> bool:
        """Whether any of these depends on the item."""
        return any(
            reference.root in self.names
            or (reference.root == _INPUTS and self.inputs and not self._other(reference.keys))
            for value in values
            for reading in _readings(value)
            for _, expression in expressions_in(reading)
            for reference in references(expression)
        )

    def _other(self, keys: tuple[str | int, ...]) -> bool:
        return bool(keys) and keys[0] not in self.inputs


def _readings(value: "Templated | Condition") -> Iterator[Template | Condition]:
    return iter((value,)) if isinstance(value, Condition) else templates_in(value)


def alike_loops(procedure: Procedure) -> dict[str, Alike]:
    """Address pattern -> how items of that loop are told apart; loops that are not here are walked item by item."""
    loops = dict(_loops(procedure.body, ""))
    # Only a stop leaves some items without a result, and each number of results would be a road of its own.
    heeded = any("items" in step.keeps for step in loops.values()) and _stopping_heeds(procedure.body)
    found = {address: _alike(step) for address, step in loops.items() if not heeded or "items" not in step.keeps}
    return {address: alike for address, alike in found.items() if alike is not None}


def _loops(block: Block, address: str) -> Iterator[tuple[str, Step]]:
    for step in _all(block):
        at = inside(address, step.id)
        if step.loop is not None:
            yield at, step
        for part, inner in _blocks(step.action):
            yield from _loops(inner, inside(at, part) if part else at)


def _all(block: Block) -> tuple[Step, ...]:
    return (*block.steps, *block.rescue, *block.always)


def _blocks(action: Action) -> Iterator[tuple[str, Block]]:
    """The blocks inside a step, each with the segment that it adds to the address."""
    match action:
        case Call(fallback=Block() as fallback):
            yield "", fallback
        case Group(block=block):
            yield "", block
        case Use(procedure=procedure):
            yield "", procedure.body
        case Parallel(branches=branches):
            for branch in branches:
                yield branch.id, branch.block
        case _:
            return


def _alike(step: Step) -> Alike | None:
    if step.loop is None:
        return None
    single = replace(step, loop=None, when=None)
    if step.loop.at_once > 1 and _goes_on_when_stopped(single):
        return None
    deciding: list[Condition] = []
    same = _same_roads(single, _Marked(frozenset({step.loop.name}), deciding=deciding))
    return Alike(step.loop.name, tuple(deciding)) if same else None


def _goes_on_when_stopped(step: Step) -> bool:
    """Whether a step that began does more than stop when something beside it stops."""
    if isinstance(step.action, Ask | Wait):
        return True
    inner = [block for _, block in _blocks(step.action)]
    return any(block.rescue or block.always or any(map(_goes_on_when_stopped, block.steps)) for block in inner)


def _same_roads(step: Step, marked: _Marked) -> bool:
    """Whether what is in and around a step turns out the same for items that decide alike."""
    repeated = step.loop is None or not marked.read_in(step.loop.items)
    return repeated and (step.when is None or marked.decides(step.when)) and _same_inside(step, marked)


def _same_inside(step: Step, marked: _Marked) -> bool:
    match step.action:
        case Call(rows=rows, fallback=fallback):
            plain = all(marked.decides(row.when) for row in rows if row.when is not None)
            return plain and (fallback is None or _same_block(fallback, marked))
        case Group(block=block):
            return _same_block(block, marked)
        case Parallel(branches=branches):
            return all(_same_block(branch.block, marked) for branch in branches)
        case Use(procedure=procedure, arguments=arguments):
            passed = frozenset(name for name, value in arguments.items() if marked.read_in(value))
            heard = passed and not step.keeps.isdisjoint({"outputs", item_mark("outputs")})
            return not heard and _same_block(procedure.body, _Marked(inputs=passed))
        case Ask(question=question):
            return not marked.read_in(question.message)
        case Handover(to=to, note=note):
            return not marked.read_in(to, note)
        case Let(values=values):
            return not marked.read_in(*values.values())
        case Assert(assertions=assertions):
            return all(marked.decides(one.that) and not marked.read_in(one.message) for one in assertions)
        case Wait():
            return True


def _same_block(block: Block, marked: _Marked) -> bool:
    return all(_same_roads(step, marked) for step in _all(block))


def _stopping_heeds(block: Block) -> bool:
    """Whether a step that runs after a stop looks at what steps before it left."""
    after = _Marked(frozenset({"steps"}))
    behind = (*block.rescue, *block.always)
    within = [inner for step in _all(block) for _, inner in _blocks(step.action)]
    return any(not _deaf(step, after) for step in behind) or any(map(_stopping_heeds, within))


def _deaf(step: Step, marked: _Marked) -> bool:
    """Whether a step reads nothing marked but in words for people."""
    own = [value for value in (step.when, step.loop.items if step.loop is not None else None) if value is not None]
    inner = [one for _, block in _blocks(step.action) for one in _all(block)]
    return not marked.read_in(*own, *_heard(step.action)) and all(_deaf(one, marked) for one in inner)


def _heard(action: Action) -> Iterable["Templated | Condition"]:
    match action:
        case Call(site=site, verify=verify, rows=rows):
            read = () if verify is None else verify.site.arguments.values()
            return (*site.arguments.values(), *read, *(row.when for row in rows if row.when is not None))
        case Use(arguments=arguments):
            return arguments.values()
        case Let(values=values):
            return values.values()
        case Assert(assertions=assertions):
            return [one.that for one in assertions]
        case _:
            return ()
