import pytest

from runbook.diagnostics.source import Source, Span
from runbook.language.evaluate import render, truth
from runbook.language.expressions import Expressions
from runbook.language.substitution import NoSuchArgumentError, Substitution, as_expression
from runbook.language.template import Condition, Template

SPAN = Span(Source("x", ""), 0, 0)


def template(*segments: str) -> Template:
    """Segments in braces are expressions."""
    read = tuple(Expressions().parse(one[1:-1]) if one.startswith("{") else one for one in segments)
    return Template("".join(segments), read, SPAN)


def condition(text: str) -> Condition:
    return Condition(text, Expressions().parse(text), SPAN)


ID = template("{inputs.id}")
OWN = Substitution({"id": ID, "ids": ["a", ID], "name": template("n-", "{inputs.id}")})
SCOPE = {"inputs": {"id": "7"}, "response": {"body": {"ids": ["7"]}}}


@pytest.mark.parametrize(
    "text",
    [
        "arguments.id in response.body.ids",
        "arguments['id'] == inputs.id",
        "arguments.ids == ['a', '7'] and not arguments.id == '8'",
        "(arguments.name if arguments.id is defined else 'x') == 'n-7'",
        "{'a': arguments.ids[1]}.a == arguments.ids | last",
        "response.body.ids | join(arguments.id) == '7'",
    ],
)
def test_conditions_read_the_arguments_of_the_call(text) -> None:
    assert truth(OWN.in_condition(condition(text)), SCOPE) is True


def test_a_value_that_is_one_argument_becomes_it_whole() -> None:
    assert OWN.in_value(template("{arguments.ids}")) == OWN.arguments["ids"]
    assert render(OWN.in_value({"a": [template("x-", "{arguments.name}"), 1]}), SCOPE) == {"a": ["x-n-7", 1]}


def test_an_argument_that_is_not_given_is_named() -> None:
    with pytest.raises(NoSuchArgumentError) as caught:
        OWN.in_value(template("{arguments.other}"))
    assert caught.value.name == "other"


def test_every_value_has_an_expression_that_makes_it() -> None:
    value = {"a": [1, None, True, template("{inputs.id}"), template("x", "{inputs.id}")]}
    made = Condition("", as_expression([value], 0), SPAN)
    assert truth(Condition("", Expressions().parse("x == y"), SPAN), {"x": 1, "y": 1}) is True
    assert render(Template("", (made.expression,), SPAN), SCOPE) == [{"a": [1, None, True, "7", "x7"]}]
