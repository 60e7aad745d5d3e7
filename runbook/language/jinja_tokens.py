"""Jinja's tokens with exact places, and a first look at them: what is refused never reaches its parser."""

import re
from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError
from jinja2.lexer import TokenStream

from runbook.deferred import pattern
from runbook.frozen import frozen
from runbook.language.bounds import MAX_BRACKETS, MAX_EXPRESSION, MAX_NESTING
from runbook.language.refusals import ExpressionError
from runbook.values.numbers import NumberError, read_number

_ENVIRONMENT = Environment()
_ESCAPE = pattern(r"""\\(?:(?P<good>[\\'"ntr]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|.)""", re.DOTALL)
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_OPERATORS = {
    "**": "",
    "/": "",
    "//": "",
    "%": "",
    "~": 'join texts by writing them side by side: "{{ a }}{{ b }}"',
    ";": "",
}


@frozen
class Lexeme:
    """One piece of the text that is not white space. `kind`: Jinja's name for it."""

    start: int
    kind: str
    text: str

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)


def lexemes(text: str) -> list[Lexeme]:
    """The pieces of an expression's text; errors: ExpressionError for what the language does not have."""
    if len(text) > MAX_EXPRESSION:
        message = f"an expression has at most {MAX_EXPRESSION} characters"
        raise ExpressionError("template-syntax", message, MAX_EXPRESSION, len(text), "split it with `let`")
    if (at := text.find("\r")) >= 0:
        message = "a carriage return cannot stand in an expression"
        raise ExpressionError("template-syntax", message, at, at + 1, r"write \r inside a string")
    pieces = list(_pieces(text))
    _check_nesting(pieces)
    for piece in pieces:
        _check_piece(piece)
    return pieces


def stream(pieces: list[Lexeme]) -> TokenStream:
    """The tokens for Jinja's parser: where it expects a line number stands the character offset."""
    triples = ((piece.start, piece.kind, piece.text) for piece in pieces)
    return TokenStream(_ENVIRONMENT.lexer.wrap(triples), None, None)


def _pieces(text: str) -> Iterator[Lexeme]:
    at = 0
    try:
        for _, kind, value in _ENVIRONMENT.lexer.tokeniter(text, None, None, "variable"):
            if kind == "variable_end":
                raise ExpressionError("template-syntax", "unexpected '}}'", at, at + 2, "")
            if kind != "whitespace":
                yield Lexeme(at, kind, value)
            at += len(value)
    except TemplateSyntaxError as error:
        raise _unreadable(text, at, error.message or "") from None


def _unreadable(text: str, at: int, message: str) -> ExpressionError:
    if text[at : at + 1] in ("'", '"'):
        return ExpressionError("template-syntax", "this string is not closed", at, len(text), "")
    if message.startswith("unexpected char"):
        message = f"unexpected character {text[at]!r}"
    return ExpressionError("template-syntax", message, at, at + 1, "")


def _check_nesting(pieces: list[Lexeme]) -> None:
    depth = words = 0
    for piece in pieces:
        depth += (piece.text in _OPENING) - (piece.text in _CLOSING)
        words += piece.text in ("not", "else", "-")
        if depth > MAX_BRACKETS or words > MAX_NESTING:
            raise nested_too_deeply(piece.start, piece.end)


def nested_too_deeply(start: int, end: int) -> ExpressionError:
    """What is said about an expression with too many levels."""
    return ExpressionError("template-syntax", "the expression is nested too deeply", start, end, "split it with `let`")


def _check_piece(piece: Lexeme) -> None:
    match piece.kind:
        case "operator" if piece.text in _OPERATORS:
            raise _refused(piece, f"the operator '{piece.text}' is not part of the language", _OPERATORS[piece.text])
        case "integer" if not (piece.text.isascii() and piece.text.isdigit()):
            raise _refused(piece, "whole numbers are written with decimal digits", "")
        case "float" if "_" in piece.text:
            raise _refused(piece, "numbers are written with decimal digits", "")
        case "integer" | "float":
            _check_number(piece)
        case "string":
            _check_string(piece)
        case _:
            pass


def _check_number(piece: Lexeme) -> None:
    try:
        read_number(piece.text)
    except NumberError as error:
        raise _refused(piece, f"{error} is not a number here", "") from None


def _check_string(piece: Lexeme) -> None:
    for escape in _ESCAPE.finditer(piece.text, 1, len(piece.text) - 1):
        start, end = piece.start + escape.start(), piece.start + escape.end()
        good = escape["good"]
        if good is None:
            hint = r"escapes are \\ \' \" \n \t \r \xHH \uHHHH \UHHHHHHHH"
            raise ExpressionError("template-syntax", f"{escape[0]!r} is not an escape", start, end, hint)
        if good[0] in "uU" and not _is_character(int(good[1:], 16)):
            raise ExpressionError("template-syntax", f"{escape[0]} is not a character", start, end, "")


def _is_character(code: int) -> bool:
    return code < 0xD800 or 0xE000 <= code <= 0x10FFFF


def _refused(piece: Lexeme, message: str, hint: str) -> ExpressionError:
    return ExpressionError("template-not-allowed", message, piece.start, piece.end, hint)
