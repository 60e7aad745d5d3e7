import pytest

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.language.expression import Literal
from runbook.language.expression_problem import ExpressionProblem
from runbook.language.expressions import Expressions
from runbook.language.template import Template
from runbook.language.templates import diagnose, parse_condition, parse_template, parse_templated
from runbook.values.json import Json
from tests.language.building import node


class NoParser:
    """Fails the test when anything is parsed."""

    def parse(self, text: str):
        raise AssertionError(f"{text!r} was parsed")


def marked(diagnostic: Diagnostic) -> str:
    assert diagnostic.span is not None
    return diagnostic.span.source.text[diagnostic.span.start : diagnostic.span.end]


@pytest.mark.parametrize("text", ["", "plain", "{ braces } }}", "100 %", "a: {b}"])
def test_text_without_expressions_is_text_at_once(text: str) -> None:
    assert parse_template(node(text), NoParser()) == (text, [])


def test_a_text_with_expressions_is_a_template_that_knows_its_places() -> None:
    text = "Case {{ inputs.id }} of {{ n }}"
    template, found = parse_template(node(text), Expressions())
    assert found == []
    assert isinstance(template, Template)
    assert [text[start:][:5] for start in template.starts] == ["Case ", "input", " of {", "n }}"]


@pytest.mark.parametrize(
    ("text", "rule", "offending"),
    [
        ("a {{ b | lenght }}", "unknown-filter", "lenght"),
        ("a {{ b / c }}", "template-not-allowed", "/"),
        ("a {% if b %}", "template-not-allowed", "{%"),
        ("a {{ b", "template-syntax", "{{"),
        ("{{}}", "template-syntax", ""),
    ],
)
def test_a_mistake_in_a_text_is_marked_exactly(text: str, rule: str, offending: str) -> None:
    _, (diagnostic,) = parse_template(node(text), Expressions())
    assert diagnostic.rule == rule
    assert marked(diagnostic).startswith(offending)


def test_all_mistakes_of_a_text_are_found_at_once() -> None:
    _, found = parse_template(node("{{ a / 1 }} {{ b | nope }}"), Expressions())
    assert [diagnostic.rule for diagnostic in found] == ["template-not-allowed", "unknown-filter"]


def test_lists_and_mappings_are_read_all_the_way_down() -> None:
    found, complaints = parse_templated(node({"a": ["{{ b }}", "c", 1, None], "d": True}), Expressions())
    assert complaints == []
    assert isinstance(found, dict)
    assert isinstance(found["a"], list)
    assert isinstance(found["a"][0], Template)
    assert (found["a"][1:], found["d"]) == (["c", 1, None], True)


def test_a_key_is_never_filled_in() -> None:
    _, (complaint,) = parse_templated(node({"{{ a }}": 1}), Expressions())
    assert complaint.message == "a key cannot hold an expression"


def test_a_condition_is_a_bare_expression_or_true_or_false() -> None:
    condition, found = parse_condition(node("a.b == 1"), Expressions())
    assert found == []
    assert condition is not None
    assert condition.text == "a.b == 1"
    sure, found = parse_condition(node(True), NoParser())
    assert sure is not None
    assert (sure.expression, found) == (Literal(True, 0, 4), [])


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("{{ a }}", "conditions are bare expressions; remove the braces"),
        (" {{ a }} == 1", "conditions are bare expressions; remove the braces"),
        ("", "an expression is missing here"),
        (7, "an expression is expected here"),
        (None, "an expression is expected here"),
        (["a"], "an expression is expected here"),
        ("a ==", "unexpected end of the expression"),
    ],
)
def test_anything_else_is_no_condition(data: Json, says: str) -> None:
    condition, (diagnostic,) = parse_condition(node(data), Expressions())
    assert condition is None
    assert diagnostic.message == says


def test_a_text_is_expected_where_a_text_belongs() -> None:
    _, (diagnostic,) = parse_template(node(7), NoParser())
    assert diagnostic.message == "a text is expected here"


def test_a_problem_becomes_a_diagnostic_in_its_place() -> None:
    condition, _ = parse_condition(node("a.bb == 1"), Expressions())
    assert condition is not None
    diagnostic = diagnose(ExpressionProblem("unknown-field", "there is no 'bb' here", 2, 4, "x"), condition)
    assert (marked(diagnostic), diagnostic.rule, diagnostic.help) == ("bb", "unknown-field", "x")
