import pytest

from runbook.diagnostics.diagnostic import Severity
from runbook.language.expressions import Expressions
from runbook.language.template import Template
from runbook.language.template_checking import check_template, check_templated, check_truth, check_value
from runbook.language.templates import parse_condition, parse_template, parse_templated
from runbook.values.shape import INTEGER, STRING, array_of, object_of, one_of
from tests.language.building import node
from tests.language.test_checking import SHAPES
from tests.language.test_templates import marked


def checked(text: str):
    template, found = parse_template(node(text), Expressions())
    assert found == []
    assert isinstance(template, Template)
    shape, problems = check_template(template, SHAPES)
    return shape, [(problem.rule, text[problem.start : problem.end], problem.severity) for problem in problems]


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("{{ inputs.n }}", INTEGER),
        ("{{ inputs.ids }}", array_of(STRING)),
        ("{{ inputs.n }}-{{ inputs.id }}", STRING),
        ("{{ response.body.nope | default('x') }}!", STRING),
        ("{{ inputs.any }} of any kind", STRING),
    ],
)
def test_a_single_expression_has_its_own_shape_and_mixed_text_is_a_string(text: str, shape) -> None:
    assert checked(text) == (shape, [])


@pytest.mark.parametrize(
    ("text", "rule", "offending", "severity"),
    [
        ("Case {{ inputs.id }} {{ inputs.idd }}", "unknown-field", "idd", Severity.ERROR),
        ("ids {{ inputs.ids }}", "type-mismatch", "inputs.ids", Severity.ERROR),
        ("sure {{ inputs.sure }}", "type-mismatch", "inputs.sure", Severity.ERROR),
        ("Bearer {{ secrets.KEY }}", "type-mismatch", "secrets.KEY", Severity.ERROR),
        ("{{ response.body.cases[0].n }}", "missing-value", "n", Severity.WARNING),
        ("{{ inputs.id if response.body.cases[0].idd == 'x' else '' }}", "unknown-field", "idd", Severity.ERROR),
    ],
)
def test_a_mistake_in_a_template_stands_in_its_place(text: str, rule: str, offending: str, severity: Severity) -> None:
    assert checked(text)[1] == [(rule, offending, severity)]


def test_what_may_be_null_inside_a_text_is_worth_a_word() -> None:
    assert [rule for rule, _, _ in checked("note: {{ (response.body.cases | first).note }}")[1]] == [
        "missing-value"
    ] * 2


def test_values_are_checked_all_the_way_down() -> None:
    templated, _ = parse_templated(node({"a": ["{{ inputs.n }}", 1], "b": "x", "c": "{{ nope }}"}), Expressions())
    shape, (diagnostic,) = check_templated(templated, SHAPES)
    assert diagnostic.rule == "unknown-name"
    assert shape.properties["a"].items is not None
    assert shape.properties["a"].items.kinds == INTEGER.kinds
    assert shape.properties["b"] == one_of(("x",))
    assert check_templated({}, SHAPES) == (object_of({}), [])


def test_conditions_and_bare_values_are_diagnosed_in_their_places() -> None:
    condition, _ = parse_condition(node("inputs.ids"), Expressions())
    assert condition is not None
    (diagnostic,) = check_truth(condition, SHAPES)
    assert marked(diagnostic) == "inputs.ids"
    assert check_value(condition, SHAPES) == (array_of(STRING), [])
