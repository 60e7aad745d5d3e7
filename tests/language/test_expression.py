from hypothesis import given, settings

from runbook.language.expression import end_of, start_of
from runbook.language.expression_text import expression_text
from tests.language.building import expr, refusal
from tests.language.strategies import expressions


@settings(deadline=None)
@given(expressions)
def test_an_expression_begins_and_ends_inside_its_text(expression) -> None:
    text = expression_text(expression)
    if text.count("(") < 15:
        tree = expr(text)
        assert 0 <= start_of(tree) < end_of(tree) <= len(text)


def test_the_first_token_of_all_of_it_is_found_through_filters_and_tests() -> None:
    text = "inputs.ids | first | lower is defined"
    tree = expr("  " + text)
    assert start_of(tree) == 2
    assert text[tree.offset - 2 :] == "defined"


def test_its_end_is_the_end_of_the_token_that_names_it_best() -> None:
    for text in ("a.b.c", "a['b']", "a | length", "a == 'x\\n'", "not a and b.c", "a is not none", "-12.5"):
        end = end_of(expr(text))
        assert text[:end] == text or text[end:] == "]"
    assert refusal("[")
