"""Checks every expression of a playbook against the names and types it can see."""

from collections.abc import Iterable, Iterator

from runbook.diagnostics.source import Span
from runbook.language.linking import Linking
from runbook.language.playbook import Given, Hole
from runbook.language.references import STEPS, Reference, expressions_in, references
from runbook.language.results import Shapes
from runbook.language.scope import ELSEWHERE
from runbook.language.template import Condition, Template, Templated
from runbook.language.template_checking import check_templated, check_truth, check_value
from runbook.language.value_shape import shape_words
from runbook.values.shape import ANY, Kind, Shape, object_of


def judge_condition(linking: Linking, condition: Condition, shapes: Shapes) -> None:
    """A condition must be true or false."""
    linking.add(check_truth(condition, _readable(linking, (condition,), shapes)))


def judge_items(linking: Linking, items: Condition | Hole, shapes: Shapes) -> Shape:
    """What `for_each` goes over must be a list; the shape of its elements."""
    if isinstance(items, Hole):
        return ANY
    shape = judge_expression(linking, items, shapes)
    if shape.kinds and not shape.may_be(Kind.ARRAY):
        linking.report("type-mismatch", f"for_each needs a list, and this is {shape_words(shape)}", items.span)
    return shape.items or ANY


def judge_expression(linking: Linking, written: Condition, shapes: Shapes) -> Shape:
    """The shape of a bare expression that may be anything."""
    shape, found = check_value(written, _readable(linking, (written,), shapes))
    linking.add(found)
    return shape


def judge_value(linking: Linking, value: Given, shapes: Shapes) -> Shape:
    """The shape of a value with templates in it."""
    if isinstance(value, Hole):
        return ANY
    shape, found = check_templated(value, _readable(linking, templates_in(value), shapes))
    linking.add(found)
    return ANY if found else shape


def templates_in(value: Templated) -> Iterator[Template]:
    """Every template of a value."""
    match value:
        case Template():
            yield value
        case list():
            for element in value:
                yield from templates_in(element)
        case dict():
            for member in value.values():
                yield from templates_in(member)
        case _:
            pass


def _readable(linking: Linking, readings: Iterable[Condition | Template], shapes: Shapes) -> Shapes:
    """The scope, with what must not be read reported here and passed on as anything at all, so that it is said once."""
    readable = dict(shapes)
    for reading in readings:
        for start, expression in expressions_in(reading):
            for reference in references(expression):
                span = reading.place(start + reference.start, start + reference.end)
                _allow(linking, reference, span, readable)
    return readable


def _allow(linking: Linking, reference: Reference, span: Span, readable: dict[str, Shape]) -> None:
    if reference.root not in readable and reference.root in ELSEWHERE:
        linking.report("name-elsewhere", ELSEWHERE[reference.root], span)
        readable[reference.root] = ANY
    if reference.root == STEPS and reference.keys:
        _allow_step(linking, str(reference.keys[0]), span, readable)


def _allow_step(linking: Linking, id: str, span: Span, readable: dict[str, Shape]) -> None:
    """A step that exists and cannot be seen from here is another mistake than a step that does not exist."""
    steps = readable[STEPS]
    if id in steps.properties or id not in linking.ids:
        return
    linking.report(
        "step-not-before",
        f'the result of the step "{id}" cannot be read here',
        span,
        help="steps see those before them, in their block and around it; a `let` has names instead of a result",
    )
    readable[STEPS] = object_of({**steps.properties, id: ANY})
