from decimal import Decimal

import pytest
from hypothesis import given, settings

from runbook.diagnostics.diagnostic import Severity
from runbook.language.checking import check_condition, check_expression, literal_shape
from runbook.language.evaluate import EvaluationError, evaluate
from runbook.language.value_shape import shape_of
from runbook.values.shape import (
    ANY,
    BOOLEAN,
    INTEGER,
    NULL,
    NUMBER,
    SECRET,
    STRING,
    Shape,
    array_of,
    object_of,
    one_of,
    union,
)
from tests.language.building import admits, expr
from tests.language.strategies import SCOPE, expressions

CASE = object_of({"id": STRING, "n": INTEGER, "note": union(STRING, NULL)}, required=frozenset({"id"}), open=True)
BODY = object_of({"status": one_of(("Canceled", "Open")), "cases": array_of(CASE)}, open=True)
SHAPES = {
    "inputs": object_of({"id": STRING, "ids": array_of(STRING), "n": INTEGER, "sure": BOOLEAN, "any": ANY}),
    "response": object_of({"status": INTEGER, "body": BODY}),
    "secrets": object_of({"KEY": SECRET}),
}
SCOPE_SHAPES = {name: shape_of(value) for name, value in SCOPE.items()}


@settings(deadline=None, max_examples=200)
@given(expressions)
def test_what_is_right_has_a_value_of_its_shape_or_misses_something(expression) -> None:
    shape, problems = check_expression(expression, SCOPE_SHAPES)
    if problems:
        return
    try:
        fine = admits(shape, evaluate(expression, SCOPE))
    except EvaluationError as error:
        fine = "not there" in error.message
    assert fine


@pytest.mark.parametrize(
    ("text", "rule", "offending", "help"),
    [
        ("inptus.id == 'a'", "unknown-name", "inptus", 'did you mean "inputs"?'),
        ("inputs.n == null", "unknown-name", "null", "nothing is written `none`"),
        ("response.body.staus == 'Open'", "unknown-field", "staus", 'did you mean "status"?'),
        ("response.body['staus'] == 'Open'", "unknown-field", "'staus'", 'did you mean "status"?'),
        ("response.body.cases[0].idd == 'a'", "unknown-field", "idd", 'did you mean "id"?'),
        ("response.body.cases.id == 'a'", "unknown-field", "id", "take an element first"),
        ("inputs.items | length > 0", "unknown-field", "items", "known here"),
        ("inputs.idd is defined", "unknown-field", "idd", 'did you mean "id"?'),
        ("inputs.id.x | default('a') == 'a'", "unknown-field", "x", ""),
        ("response.body.status == 'Cancelled'", "type-mismatch", "'Cancelled'", 'did you mean "Canceled"?'),
        ("'Cancelled' != response.body.status", "type-mismatch", "'Cancelled'", 'did you mean "Canceled"?'),
        ("response.body.status in ['Open', 'Closd']", "type-mismatch", "'Closd'", "known here: Canceled, Open"),
        ("inputs.id == 7", "type-mismatch", "7", "nothing is converted"),
        ("inputs.n < 'a'", "type-mismatch", "'a'", "nothing is converted"),
        ("inputs.n in inputs.ids", "type-mismatch", "inputs.ids", "nothing is converted"),
        ("'a' in inputs.n", "type-mismatch", "'a'", ""),
        ("inputs.n | length > 0", "type-mismatch", "length", ""),
        ("inputs.ids | sum > 0", "type-mismatch", "sum", ""),
        ("inputs.n[0] == 1", "type-mismatch", "0", ""),
        ("inputs.n[inputs.id] == 1", "type-mismatch", "inputs.id", ""),
        ("inputs.ids[inputs.sure] == 'a'", "type-mismatch", "inputs.sure", ""),
        ("inputs.sure and inputs.id", "type-mismatch", "inputs.id", "compare it"),
        ("inputs.ids", "type-mismatch", "inputs.ids", "`... | length > 0`"),
        ("not inputs.n", "type-mismatch", "inputs.n", "compare it"),
        ("inputs.n == (2 if inputs.id else 3)", "type-mismatch", "inputs.id", "compare it"),
        ("secrets.KEY == 'x'", "type-mismatch", "'x'", ""),
        ("secrets.KEY | length > 0", "type-mismatch", "length", ""),
        ("response.body.cases | map(attribute='idd') | length > 0", "unknown-field", "'idd'", 'did you mean "id"?'),
        ("response.body.cases | selectattr('n', '==', 'x') | length > 0", "type-mismatch", "'x'", "nothing is"),
        ("false and inputs.nope", "unknown-field", "nope", ""),
        ("true or [{'a': nowhere}] == []", "unknown-name", "nowhere", ""),
    ],
)
def test_every_mistake_is_found_in_every_branch_and_pointed_at(text: str, rule: str, offending: str, help: str) -> None:
    problems = [problem for problem in check_condition(expr(text), SHAPES) if problem.severity is Severity.ERROR]
    assert [problem.rule for problem in problems] == [rule]
    assert text[problems[0].start : problems[0].end] == offending
    assert help in problems[0].help


@pytest.mark.parametrize(
    "text",
    [
        "inputs.any.what.ever[0] == 1",
        "inputs.any",
        "response.body.undeclared is defined",
        "response.body.error | default('none') == 'none'",
        "response.body.cases[0].note == none",
        "response.body.cases | selectattr('error', 'defined') | length > 0",
        "inputs.n == 1.0 or inputs.n > 2.5",
        "(response.body.cases | first).id in inputs.ids",
        "inputs['id'] == inputs.ids[-1]",
        "response.body.status in ['Open', 'Canceled']",
        "'x' in inputs.id and 'k' in {'k': 1}",
        "[] == inputs.ids",
    ],
)
def test_what_may_be_right_is_left_alone(text: str) -> None:
    assert check_condition(expr(text), SHAPES) == []


@pytest.mark.parametrize("text", ["true", "1 == 1", "[] | length > 0 or 'a' in ['b']", "none is defined"])
def test_a_condition_that_depends_on_nothing_is_worth_a_word(text: str) -> None:
    problems = check_condition(expr(text), SHAPES)
    assert {problem.rule for problem in problems} <= {"constant-condition", "type-mismatch"}
    assert problems


def test_a_comparison_with_null_of_what_is_never_null_is_worth_a_word() -> None:
    for text in ("inputs.id == none", "none != inputs.id"):
        (problem,) = check_condition(expr(text), SHAPES)
        assert (problem.rule, problem.severity) == ("constant-condition", Severity.WARNING)
        assert text[problem.start : problem.end] == "inputs.id"


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("inputs.ids | first", STRING),
        ("response.body.cases | map(attribute='n')", array_of(INTEGER)),
        ("response.body.cases | map(attribute='n') | sum", INTEGER),
        ("'a' if inputs.sure else 'b'", one_of(("a", "b"))),
        ("{'a': inputs.n}", object_of({"a": INTEGER})),
        ("inputs.n == 1", BOOLEAN),
        ("secrets.KEY", SECRET),
        ("response.body.nope | default(inputs.n)", ANY),
        ("inputs.ids | list | unique | sort", array_of(STRING)),
        ("inputs.n | string", STRING),
        ("inputs[inputs.id]", ANY),
    ],
)
def test_an_expression_has_a_shape(text: str, shape: Shape) -> None:
    assert check_expression(expr(text), SHAPES) == (shape, [])


def test_a_constant_is_its_only_choice() -> None:
    assert literal_shape("a") == one_of(("a",))
    assert literal_shape(Decimal("1.5")) == Shape(NUMBER.kinds, choices=(Decimal("1.5"),))
    assert literal_shape(None).choices == (None,)
