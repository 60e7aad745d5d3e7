import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.language.bounds import MAX_BRACKETS, MAX_EXPRESSION
from runbook.language.jinja_tokens import lexemes, stream
from runbook.language.refusals import ExpressionError

_tokens = st.sampled_from(["a", "b_1", "é", "'x}}'", '"\\n"', "12", "2.5", "==", "not", ".", ",", "|", ":", "="])


@settings(deadline=None)
@given(st.lists(st.tuples(_tokens, st.sampled_from([" ", "\n", "\t "]))))
def test_every_piece_stands_where_it_says(parts: list[tuple[str, str]]) -> None:
    text = "".join(token + gap for token, gap in parts)
    pieces = lexemes(text)
    assert [piece.text for piece in pieces] == [token for token, _ in parts]
    assert all(text[piece.start : piece.end] == piece.text for piece in pieces)


def test_where_jinja_expects_a_line_stands_the_offset() -> None:
    tokens = list(stream(lexemes("a\n . bc | d")))
    assert [(token.lineno, token.type) for token in tokens] == [
        (0, "name"),
        (3, "dot"),
        (5, "name"),
        (8, "pipe"),
        (10, "name"),
    ]


@pytest.mark.parametrize(
    ("text", "offending"),
    [
        ("a ~ b", "~"),
        ("a // b", "//"),
        ("a; b", ";"),
        ("a ** b", "**"),
        ("0x10", "0x10"),
        ("9" * 41, "9" * 41),
        ("1e999", "1e999"),
        ("1_0.5", "1_0.5"),
        (r"'\8'", r"\8"),
        (r"'\x4'", r"\x"),
        (r"'\N{DIGIT ONE}'", r"\N"),
        ("'\\é'", "\\é"),
        ("a ? b", "?"),
        ("'a", "'a"),
        ("a}}", "}}"),
        ("a)", ")"),
    ],
)
def test_what_the_language_does_not_have_is_refused_in_its_place(text: str, offending: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        lexemes(text)
    assert text[caught.value.start : caught.value.end] == offending


def test_a_minus_is_a_sign_where_it_cannot_subtract() -> None:
    for text in ("-1", "a == -1", "a[-1]", "(-1)", "a and -1", "[1, -2.5]"):
        assert "-" in [piece.text for piece in lexemes(text)]


def test_size_and_nesting_are_bounded_before_the_parser_sees_them() -> None:
    assert lexemes("a" * MAX_EXPRESSION)
    assert lexemes("(" * MAX_BRACKETS + "a" + ")" * MAX_BRACKETS)
    for text in ("a" * (MAX_EXPRESSION + 1), "(" * (MAX_BRACKETS + 1), "not " * 65, "a if b else " * 65, "a\r\nb"):
        with pytest.raises(ExpressionError):
            lexemes(text)
