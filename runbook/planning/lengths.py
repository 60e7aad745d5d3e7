"""How long the loops of a procedure are, and whether items can come twice, as far as its inputs' schemas tell."""

from collections.abc import Iterator, Mapping

from runbook.frozen import replace
from runbook.interpreter.address import inside
from runbook.language.declared import Input
from runbook.language.expression import Expression, Filter, Item, ListOf, Literal, Name
from runbook.language.procedure import Block, Call, Group, Parallel, Procedure, Step, Use
from runbook.language.template import Condition, Template, Templated
from runbook.planning.proved import Length

Given = Mapping[str, Length]
"""What is known of the lists among the inputs, by name; of a number, how great it is at most."""


def lengths(procedure: Procedure) -> dict[str, Length]:
    """Address pattern -> length, for every loop."""
    given = {name: _declared(input) for name, input in procedure.inputs.items()}
    return dict(_block(procedure.body, "", given))


def _declared(input: Input) -> Length:
    """Inputs of a run are checked against their schemas, so `maxItems`, `uniqueItems` and `maximum` hold."""
    schema = input.schema if isinstance(input.schema, dict) else {}
    most = schema.get("maxItems", schema.get("maximum"))
    return Length(input.name, most if isinstance(most, int) else None, schema.get("uniqueItems") is True)


def _block(block: Block, address: str, given: Given) -> Iterator[tuple[str, Length]]:
    for step in (*block.steps, *block.rescue, *block.always):
        at = inside(address, step.id)
        if step.loop is not None:
            length, most = _length(step.loop.items, given), _bound(step.loop.at_most, given)
            yield at, length if most is None else replace(length, at_most=min(most, length.at_most or most))
        yield from _inside(step, at, given)


def _length(items: Condition, given: Given) -> Length:
    match items.expression:
        case ListOf(elements=elements):
            return Length(items.text, len(elements), _distinct(elements))
        case Filter(name="unique", of=of):
            return replace(given.get(_input(of) or "", Length(items.text, None)), distinct=True)
        case written:
            return given.get(_input(written) or "", Length(items.text, None, distinct=False))


def _bound(at_most: Condition | None, given: Given) -> int | None:
    """What `at_most` comes to at most: a number, an input, or the length of one."""
    match at_most.expression if at_most is not None else None:
        case Literal(value=int() as most):
            return most
        case Filter(name="length" | "count", of=of):
            return given[name].at_most if (name := _input(of)) in given and name is not None else None
        case Item() as item:
            return given[name].at_most if (name := _input(item)) in given and name is not None else None
        case _:
            return None


def _distinct(elements: tuple[Expression, ...]) -> bool:
    """Whether a written list has different constants and nothing else."""
    values = [element.value for element in elements if isinstance(element, Literal)]
    return len(values) == len(elements) and len(set(map(repr, values))) == len(values)


def _inside(step: Step, at: str, given: Given) -> Iterator[tuple[str, Length]]:
    match step.action:
        case Call(fallback=Block() as fallback):
            yield from _block(fallback, at, given)
        case Group(block=block):
            yield from _block(block, at, given)
        case Parallel(branches=branches):
            for branch in branches:
                yield from _block(branch.block, inside(at, branch.id), given)
        case Use(procedure=procedure, arguments=arguments):
            yield from _block(procedure.body, at, _passed(procedure, arguments, given))
        case _:
            return


def _passed(procedure: Procedure, arguments: Mapping[str, Templated], given: Given) -> Given:
    """The lists that a used playbook is given: the very inputs of its user, lists written there, or anything."""
    return {name: _argument(name, arguments[name], given) for name in procedure.inputs if name in arguments}


def _argument(name: str, value: Templated, given: Given) -> Length:
    if isinstance(value, list):
        return Length(name, len(value), distinct=False)
    if isinstance(value, int):
        return Length(name, value)
    only = value.segments[0] if isinstance(value, Template) and value.is_single else None
    passed = None if only is None or isinstance(only, str) else _input(only)
    return given.get(passed or "", Length(name, None, distinct=False))


def _input(expression: Expression) -> str | None:
    """The name in `inputs.<name>`."""
    match expression:
        case Item(of=Name(name="inputs"), key=Literal(value=str() as name)):
            return name
        case _:
            return None
