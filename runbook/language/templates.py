"""Values of a document -> templates and conditions, with every complaint in its exact place."""

from typing import TYPE_CHECKING

from runbook.deferred import deferred
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.documents.node import Node
from runbook.language.expression import Expression, Literal
from runbook.language.expression_problem import ExpressionProblem
from runbook.language.expressions import ExpressionParser
from runbook.language.refusals import ExpressionError
from runbook.language.segments import Segment, segments
from runbook.language.template import Condition, Template, Templated
from runbook.values.numbers import is_number

if TYPE_CHECKING:
    from runbook.documents import scalars
else:
    scalars = deferred("runbook.documents.scalars")

_BRACES = "write the expression alone: conditions are not text"


def parse_template(node: Node, expressions: ExpressionParser) -> tuple[Template | str, list[Diagnostic]]:
    """A text that may hold expressions; text without any stays text."""
    text = node.data
    if not isinstance(text, str):
        return "", [Diagnostic("template-syntax", "a text is expected here", node.span)]
    if "{" not in text:
        return text, []
    try:
        pieces = segments(text)
    except ExpressionError as error:
        return text, [_diagnostic(node, error, 0)]
    if not any(piece.is_expression for piece in pieces):
        return text, []
    return _template(node, text, pieces, expressions)


def _template(
    node: Node, text: str, pieces: list[Segment], expressions: ExpressionParser
) -> tuple[Template | str, list[Diagnostic]]:
    parts: list[str | Expression] = []
    complaints: list[Diagnostic] = []
    for piece in pieces:
        if not piece.is_expression:
            parts.append(piece.text)
            continue
        try:
            parts.append(expressions.parse(piece.text))
        except ExpressionError as error:
            complaints.append(_diagnostic(node, error, piece.start))
    if complaints:
        return text, complaints
    return Template(text, tuple(parts), node.span, tuple(piece.start for piece in pieces), node), []


def parse_templated(node: Node, expressions: ExpressionParser) -> tuple[Templated, list[Diagnostic]]:
    """Any value: its texts are templates, its keys are not."""
    complaints: list[Diagnostic] = []
    match node.data:
        case str():
            return parse_template(node, expressions)
        case list():
            elements: list[Templated] = []
            for each in node.elements():
                element, found = parse_templated(each, expressions)
                elements.append(element)
                complaints += found
            return elements, complaints
        case dict():
            members: dict[str, Templated] = {}
            for key, each in node.members():
                members[key], found = parse_templated(each, expressions)
                complaints += _key_complaints(key, each) + found
            return members, complaints
        case _:
            return node.data, []


def _key_complaints(key: str, node: Node) -> list[Diagnostic]:
    if "{{" not in key:
        return []
    help = "only values are filled in"
    return [Diagnostic("template-not-allowed", "a key cannot hold an expression", node.key_span, help=help)]


def parse_condition(node: Node, expressions: ExpressionParser) -> tuple[Condition | None, list[Diagnostic]]:
    """A bare expression, as after `when`; `true` and `false` are expressions too."""
    text = node.data
    if isinstance(text, bool):
        written = "true" if text else "false"
        return Condition(written, Literal(text, 0, len(written)), node.span), []
    if not isinstance(text, str):
        help = "quote it, or write a comparison" if is_number(text) else ""
        return None, [Diagnostic("template-syntax", "an expression is expected here", node.span, help=help)]
    if text.lstrip().startswith("{{"):
        message = "conditions are bare expressions; remove the braces"
        start = text.index("{{")
        return None, [Diagnostic("template-syntax", message, scalars.span_within(node, start, start + 2), help=_BRACES)]
    try:
        return Condition(text, expressions.parse(text), node.span, node), []
    except ExpressionError as error:
        return None, [_diagnostic(node, error, 0)]


def diagnose(problem: ExpressionProblem, written: Template | Condition) -> Diagnostic:
    """The finding in its exact place; its offsets count in the whole text that was written."""
    span = written.place(problem.start, problem.end)
    return Diagnostic(problem.rule, problem.message, span, help=problem.help, severity=problem.severity)


def _diagnostic(node: Node, error: ExpressionError, base: int) -> Diagnostic:
    span = scalars.span_within(node, base + error.start, base + error.end)
    return Diagnostic(error.rule, error.message, span, help=error.help)
