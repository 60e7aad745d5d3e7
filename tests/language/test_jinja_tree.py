import pytest
from jinja2 import Environment, nodes

from runbook.language.bounds import MAX_NESTING
from runbook.language.expression import Compare, Conditional, Item, ListOf, Literal, Logic, MapOf, Name, Not, Test
from runbook.language.jinja_tree import Converter
from runbook.language.refusals import ExpressionError
from tests.language.building import expr, refusal


def test_each_construct_of_the_language_has_its_node() -> None:
    assert expr("a.b[0]") == Item(Item(Name("a", 0), Literal("b", 2, 3), 0), Literal(0, 4, 5), 0)
    assert expr("[a, 1]") == ListOf((Name("a", 1), Literal(1, 4, 5)), 0)
    assert expr("{'k': a}") == MapOf((("k", Name("a", 6)),), 0)
    assert expr("a < 1 <= b") == Compare(Name("a", 0), (("lt", Literal(1, 4, 5)), ("lteq", Name("b", 9))), 0)
    assert expr("a and not b") == Logic("and", Name("a", 0), Not(Name("b", 10), 6), 0)
    assert expr("a or b or c") == Logic("or", Logic("or", Name("a", 0), Name("b", 5), 0), Name("c", 10), 0)
    assert expr("a if b else c") == Conditional(Name("b", 5), Name("a", 0), Name("c", 12), 0)
    assert expr("a is not defined") == Not(Test("defined", Name("a", 0), 9), 0)
    assert expr("a not in b") == Compare(Name("a", 0), (("notin", Name("b", 9)),), 0)
    assert [expr(word).value for word in ("true", "False", "none")] == [True, False, None]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a()", "calls"),
        ("a.b(1)", "calls"),
        ("(a | lower)(1)", "calls"),
        ("a[1:]", "slices"),
        ("a[1, 2]", "tuples"),
        ("(a, b)", "tuples"),
        ("()", "tuples"),
        ("a if b", "without an else"),
        ("{1: 2}", "strings in quotes"),
        ("{'a': 1, 'a': 2}", "twice"),
        ("a | lower(*b)", "arguments are written out"),
        ("a is string(1)", "takes no argument"),
        ("a is defined b", "takes no argument"),
        ("a | nope.nope", "no filter 'nope.nope'"),
        ("__import__", "not part of the language"),
        ("a.__class__", "not part of the language"),
    ],
)
def test_what_is_not_on_the_list_is_refused(text: str, says: str) -> None:
    assert says in refusal(text).message


def test_a_node_that_nobody_thought_of_is_refused() -> None:
    for odd in (nodes.EnvironmentAttribute("x"), nodes.ContextReference(), nodes.MarkSafe(nodes.Const(1))):
        odd.set_lineno(0)
        with pytest.raises(ExpressionError, match="not part of the language"):
            Converter([]).convert(odd)
    assert Environment().parse("{{ 1 }}")


def test_a_member_with_two_underscores_can_still_be_asked_for_as_data() -> None:
    assert expr("a['__typename']") == Item(Name("a", 0), Literal("__typename", 2, 14), 0)


def test_the_tree_is_never_deeper_than_its_bound() -> None:
    assert expr("a" + ".b" * (MAX_NESTING - 1))
    assert "deeply" in refusal("a" + ".b" * (MAX_NESTING + 1)).message
