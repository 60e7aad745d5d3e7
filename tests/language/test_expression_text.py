from hypothesis import given, settings

from runbook.language.bounds import MAX_EXPRESSION
from runbook.language.expression_text import expression_text
from tests.language.building import expr
from tests.language.strategies import expressions


@settings(deadline=None)
@given(expressions)
def test_written_out_and_read_again_it_is_written_the_same(expression) -> None:
    text = expression_text(expression)
    if len(text) < MAX_EXPRESSION and text.count("(") < 15:
        assert expression_text(expr(text)) == text


def test_it_is_written_as_people_write_it() -> None:
    for text in (
        "steps.lookup.response.body.id",
        "a['odd name'][0]",
        "a | selectattr('s', '==', 'x') | map(attribute='id') | first",
        "not (a or b) and c is not defined",
        "(a if b else c) == -1",
        "x not in ['a', none, true, 2.5] or {'k': 1} == y",
        r"'it\'s \\ \x0a' in z",
    ):
        assert expression_text(expr(text)) == text
