import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, TemplateSyntaxError

from runbook.language.refusals import ExpressionError
from runbook.language.segments import segments

_pieces = st.sampled_from(
    [
        "{{",
        "}}",
        "{",
        "}",
        "'",
        '"',
        "\\",
        "(",
        ")",
        "[",
        "]",
        "a",
        " ",
        "\n",
        "'}}'",
        "{{ a }}",
        "{{ {'a': {}}}}",
        "%}",
        "#}",
    ]
)


def by_jinja(text: str) -> list[tuple[str, bool]] | None:
    """The segments that Jinja's own lexer finds, expressions without white space around them; None with statements."""
    found: list[tuple[str, bool]] = []
    for _, kind, value in Environment(keep_trailing_newline=True).lex(text):
        if kind in ("block_begin", "comment_begin", "raw_begin"):
            return None
        if kind == "data":
            found.append((value, False))
        elif kind == "variable_begin":
            found.append(("", True))
        elif kind != "variable_end":
            found[-1] = (found[-1][0] + value, True)
    return [(inner.strip() if is_expression else inner, is_expression) for inner, is_expression in found]


def by_us(text: str) -> list[tuple[str, bool]] | None:
    """Our segments; None where we refuse."""
    try:
        found = segments(text)
    except ExpressionError:
        return None
    assert all(text[piece.start :].startswith(piece.text) for piece in found)
    return [(piece.text, piece.is_expression) for piece in found]


@settings(deadline=None, max_examples=400)
@given(st.lists(_pieces, max_size=10).map("".join))
def test_a_text_is_split_as_jinja_splits_it(text: str) -> None:
    try:
        theirs = by_jinja(text)
    except TemplateSyntaxError:
        return
    ours = by_us(text)
    assert ours == theirs or (ours is None and "{{" in text and not _is_closed(text))


def _is_closed(text: str) -> bool:
    """Jinja's lexer lets an expression end with the text; we do not."""
    return list(Environment().lex(text))[-1][1] in ("data", "variable_end")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain", ["plain"]),
        ("{ a } }} %}", ["{ a } }} %}"]),
        ("{{ a }}", ["<a>"]),
        ("x{{a}}y{{ b }}", ["x", "<a>", "y", "<b>"]),
        ("{{ '}}' }}", ["<'}}'>"]),
        ("{{ {'a': {'b': 1}}}}", ["<{'a': {'b': 1}}>"]),
        ("{{ '{%' }} {{ \"{{\" }}", ["<'{%'>", " ", '<"{{">']),
        (r"{{ 'it\'s }}' }}", [r"<'it\'s }}'>"]),
        ("{{ }}", ["<>"]),
    ],
)
def test_braces_inside_strings_and_mappings_are_left_alone(text: str, found: list[str]) -> None:
    assert [f"<{piece.text}>" if piece.is_expression else piece.text for piece in segments(text)] == found


@pytest.mark.parametrize(
    ("text", "rule", "offending"),
    [
        ("a {% if x %}", "template-not-allowed", "{%"),
        ("a {# x #}", "template-not-allowed", "{#"),
        ("a {{ b", "template-syntax", "{{"),
        ("{{ a } }", "template-syntax", "}"),
        ("{{ 'a }}", "template-syntax", "'a }}"),
        ("{{ (a }}", "template-syntax", "}"),
        ("{{- a }}", "template-not-allowed", "{{-"),
        ("{{ a -}}", "template-not-allowed", "-}}"),
        ("{{ a }} {{+ a }}", "template-not-allowed", "{{+"),
    ],
)
def test_what_is_no_value_is_refused_in_its_place(text: str, rule: str, offending: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        segments(text)
    assert caught.value.rule == rule
    assert text[caught.value.start : caught.value.end] == offending


def test_a_long_text_takes_no_long_time() -> None:
    assert len(segments("{{ a }} '" * 20_000)) == 40_000
    with pytest.raises(ExpressionError):
        segments("{{ " + "'a\\" * 20_000)
