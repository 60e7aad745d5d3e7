"""Text -> Expression by Jinja's parser; its tree passes an allow-list, and nothing is ever compiled or rendered by it.

Loaded only when an expression is seen for the first time: jinja2 costs six times a bare start.
"""

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.parser import Parser

from runbook.language.expression import Expression
from runbook.language.jinja_tokens import Lexeme, lexemes, stream
from runbook.language.jinja_tree import Converter
from runbook.language.refusals import ExpressionError

_ENVIRONMENT = Environment()


def parse_expression(text: str) -> Expression:
    """The tree of an expression; errors: ExpressionError with character offsets into `text`."""
    pieces = lexemes(text)
    if not pieces:
        raise ExpressionError("template-syntax", "an expression is missing here", 0, len(text), "")
    return Converter(pieces).convert(_jinja_tree(text, pieces))


def _jinja_tree(text: str, pieces: list[Lexeme]) -> nodes.Expr:
    parser = Parser(_ENVIRONMENT, "", state="variable")
    try:
        parser.stream = stream(pieces)
        tree = parser.parse_expression()
        if not parser.stream.eos:
            token = parser.stream.current
            raise TemplateSyntaxError(f"unexpected {_spelled(pieces, token.lineno)}", token.lineno)
    except TemplateSyntaxError as error:
        raise _explained(text, pieces, error, at_end=parser.stream.eos) from None
    return tree


def _spelled(pieces: list[Lexeme], offset: int) -> str:
    return next((repr(piece.text) for piece in pieces if piece.start == offset), "text")


def _explained(text: str, pieces: list[Lexeme], error: TemplateSyntaxError, *, at_end: bool) -> ExpressionError:
    message = (error.message or "").rstrip(".").replace("'end of template'", "end of template")
    message = message.replace("end of template", "end of the expression")
    start = len(text.rstrip()) if at_end else error.lineno
    end = next((piece.end for piece in pieces if piece.start == start), start + 1)
    hint = "write == to compare" if text[start:end] == "=" else ""
    return ExpressionError("template-syntax", message, start, end, hint)
