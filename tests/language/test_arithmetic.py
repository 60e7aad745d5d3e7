"""`+`, `-`, `*` and what they refuse, in a plan and in a run."""

from decimal import Decimal

import pytest

from runbook.language.arithmetic import check_operand, combined, combined_shape
from runbook.language.checking import check_expression
from runbook.language.evaluate import EvaluationError, evaluate, render
from runbook.language.expressions import Expressions
from runbook.language.refusals import ExpressionError, OperandError, ShapeError
from runbook.language.templates import parse_template
from runbook.values.shape import ANY, BOOLEAN, INTEGER, NUMBER, STRING, Shape, array_of, object_of
from runbook.values.unknown import Unknown, Value
from tests.language.building import expr, node

SCOPE: dict[str, Value] = {"a": Decimal("19.99"), "n": 3, "t": "x", "amounts": [Decimal("0.10"), Decimal("0.2"), 5]}
SHAPES = {"a": NUMBER, "n": INTEGER, "t": STRING, "amounts": array_of(NUMBER), "o": object_of({"b": NUMBER})}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a + 0.01", Decimal("20.00")),
        ("0.1 + 0.2 == 0.3", True),
        ("n - 1 - 1", 1),
        ("n - (1 - 1)", 3),
        ("1 + n * 2", 7),
        ("(1 + n) * 2", 8),
        ("-n", -3),
        ("-n * 2 + a", Decimal("13.99")),
        ("a - 19.99 == 0", True),
        ("a + n > 22.98 and a + n <= 22.99", True),
        ("amounts | sum == 5.3", True),
        ("amounts | min", Decimal("0.1")),
        ("amounts | max", 5),
        ("[] | min | default(7)", 7),
        ("(a * 3) | round(1)", Decimal("60.0")),
        ("2.5 | round", 3),
        ("a | minor_units(2)", 1999),
        ("1999 | major_units(2)", Decimal("19.99")),
        ("1 + 1.0 == 2", True),
        ("1e2 + 0", Decimal(100)),
    ],
)
def test_numbers_are_calculated_exactly(text: str, value: Value) -> None:
    found = evaluate(expr(text), SCOPE)
    assert found == value
    assert isinstance(found, bool) is isinstance(value, bool)


def test_in_a_text_a_number_is_plain_and_keeps_its_digits() -> None:
    template, _ = parse_template(node("{{ a + 0.01 }} of {{ 1e2 * 1e3 }}"), Expressions())
    assert render(template, SCOPE) == "20.00 of 100000"


@pytest.mark.parametrize(
    "text",
    ["t + 'a'", "t + 1", "n - t", "true + 1", "[0] * 1000000000", "'a' * 1000000000", "none * 2", "amounts + [1]"],
)
def test_only_numbers_can_be_calculated(text: str) -> None:
    with pytest.raises(EvaluationError, match="takes two numbers"):
        evaluate(expr(text), SCOPE)
    _, problems = check_expression(expr(text), SHAPES)
    assert {one.rule for one in problems} == {"type-mismatch"}


def test_texts_are_joined_by_writing_them_side_by_side() -> None:
    _, problems = check_expression(expr("t + n"), SHAPES)
    assert "side by side" in problems[0].help


def test_a_hyphen_in_a_name_is_told_from_a_difference() -> None:
    _, problems = check_expression(expr("o.b-c"), SHAPES)
    assert [one.rule for one in problems] == ["unknown-name"]
    assert "a['b-c']" in problems[0].help


@pytest.mark.parametrize("text", ["1e40 * 1e10", "0.1 * 1e-40", "a * 1e30 + 1e-30", "1.001 | minor_units(2)"])
def test_a_result_beyond_the_bounds_or_inexact_is_an_error_with_a_place(text: str) -> None:
    with pytest.raises(EvaluationError, match="cannot be the result"):
        evaluate(expr(text), SCOPE)


@pytest.mark.parametrize("text", ["a / 2", "a // 2", "a % 2", "a ** 2", "a ~ 2"])
def test_other_operators_are_still_refused(text: str) -> None:
    with pytest.raises(ExpressionError, match="not part of the language"):
        expr(text)


def test_what_a_run_supplies_stays_unknown_in_a_plan() -> None:
    refunded = Unknown(NUMBER, "steps.before.response.body.refunded")
    found = evaluate(expr("refunded + a"), {**SCOPE, "refunded": refunded})
    assert found == Unknown(NUMBER, "refunded + a")
    assert evaluate(expr("(refunded + a) | round(2)"), {**SCOPE, "refunded": refunded}) == Unknown(
        NUMBER, "(refunded + a) | round(2)"
    )
    assert evaluate(expr("[refunded, a] | max"), {**SCOPE, "refunded": refunded}) == Unknown(
        NUMBER, "[refunded, a] | max"
    )
    with pytest.raises(EvaluationError):
        evaluate(expr("refunded + a"), {**SCOPE, "refunded": Unknown(STRING, "x")})


@pytest.mark.parametrize(
    ("left", "right", "shape"),
    [(INTEGER, INTEGER, INTEGER), (INTEGER, NUMBER, NUMBER), (NUMBER, NUMBER, NUMBER), (ANY, INTEGER, NUMBER)],
)
def test_whole_numbers_make_whole_numbers(left: Shape, right: Shape, shape: Shape) -> None:
    assert combined_shape(left, right) == shape


def test_values_and_shapes_refuse_the_same() -> None:
    with pytest.raises(OperandError):
        combined("add", True, 1)
    with pytest.raises(ShapeError):
        check_operand("add", BOOLEAN)
    check_operand("add", ANY)
    assert combined("mul", 2, Decimal("1.5")) == 3
    assert combined("sub", 1, Unknown(INTEGER, "x")) == INTEGER
