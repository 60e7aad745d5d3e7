import pytest

from runbook.diagnostics.source import Source, Span
from runbook.language.expressions import Expressions
from runbook.language.references import ALL, Reference, expressions_in, fields_read, item_fields_read, references
from runbook.language.template import Condition, Template

SPAN = Span(Source("x", ""), 0, 0)


def read(text: str) -> list[tuple[str, tuple]]:
    return [(one.root, one.keys) for one in references(Expressions().parse(text))]


def condition(text: str) -> Condition:
    return Condition(text, Expressions().parse(text), SPAN)


def test_members_are_followed_to_the_first_computed_key() -> None:
    assert read("a.b[0].c") == [("a", ("b", 0, "c"))]
    assert read("a[b.c].d") == [("a", ()), ("b", ("c",))]


def test_everything_inside_is_found() -> None:
    assert read("[a, {'k': b}] | length > c and not d is defined") == [("a", ()), ("b", ()), ("c", ()), ("d", ())]
    assert read("x if y else z") == [("y", ()), ("x", ()), ("z", ())]
    assert read("(a | first).b") == [("a", ())]


def test_a_reference_knows_its_place() -> None:
    assert list(references(Expressions().parse("1 == steps.a.state"))) == [Reference("steps", ("a", "state"), 5, 18)]


def test_a_template_gives_each_expression_with_its_offset() -> None:
    template = Template("ab{{ x }}", ("ab", Expressions().parse("x")), SPAN, (0, 5))
    assert [start for start, _ in expressions_in(template)] == [5]


def test_the_fields_that_are_read_are_known_by_step() -> None:
    assert fields_read(
        [condition("steps.a.state == steps.b.items[0].status"), condition("steps.a.because == 'x'")]
    ) == {
        "a": {"state", "because"},
        "b": {"items"},
    }
    assert fields_read([condition("steps.a == steps[inputs.x]")]) == {"a": {ALL}, ALL: {ALL}}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("steps.a.response.body", set()),
        ("response.body.ref", set()),
        ("steps.a.items[0].state", set()),
        ("steps.a.items[0].response.body.ref", {"response"}),
        ("held.response.body.ref", {"response"}),
        ("steps.a.items | map(attribute='response.body.ref')", {"response"}),
        ("steps.a.items | selectattr('outputs.x', '==', 1)", {"outputs"}),
        ("(steps.a.items | first).outputs.x", {"outputs"}),
        ("held[inputs.field]", {"response", "outputs"}),
    ],
)
def test_what_is_read_of_a_loops_items_is_kept(text: str, read: set[str]) -> None:
    assert item_fields_read([condition(text)]) == read
