"""Templates and conditions checked against shapes, with findings in their places."""

from decimal import Decimal

from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.language.checking import Shapes, check_condition, check_expression, literal_shape
from runbook.language.expression import Expression, Item, Literal, end_of, start_of
from runbook.language.expression_problem import ExpressionProblem
from runbook.language.spelling import spellable
from runbook.language.template import Condition, Template, Templated
from runbook.language.templates import diagnose
from runbook.language.value_shape import any_of, shape_words
from runbook.values.shape import STRING, Kind, Shape, array_of, object_of

_CHOICE = "write `'...' if ... else '...'`"


def check_truth(condition: Condition, scope: Shapes) -> list[Diagnostic]:
    """Everything that is wrong with a condition."""
    return [diagnose(problem, condition) for problem in check_condition(condition.expression, scope)]


def check_value(condition: Condition, scope: Shapes) -> tuple[Shape, list[Diagnostic]]:
    """The shape of a bare expression that need not be true or false (`for_each`), and what is wrong with it."""
    shape, problems = check_expression(condition.expression, scope)
    return shape, [diagnose(problem, condition) for problem in problems]


def check_templated(templated: Templated, scope: Shapes) -> tuple[Shape, list[Diagnostic]]:
    """The shape of what it will be filled in to, and everything that is wrong with it."""
    match templated:
        case Template():
            shape, problems = check_template(templated, scope)
            return shape, [diagnose(problem, templated) for problem in problems]
        case list():
            checked = [check_templated(element, scope) for element in templated]
            return array_of(any_of(shape for shape, _ in checked)), [each for _, found in checked for each in found]
        case dict():
            members = {key: check_templated(value, scope) for key, value in templated.items()}
            found = [each for _, complaints in members.values() for each in complaints]
            return object_of({key: shape for key, (shape, _) in members.items()}), found
        case _:
            return literal_shape(templated), []


def check_template(template: Template, scope: Shapes) -> tuple[Shape, list[ExpressionProblem]]:
    """The shape of the filled template, and everything that is wrong with it; offsets count in its text."""
    problems: list[ExpressionProblem] = []
    shape = STRING
    for number, segment in enumerate(template.segments):
        if isinstance(segment, str):
            continue
        shape, found = check_expression(segment, scope)
        found += _absences(segment, scope)
        if not template.is_single:
            found += _spelling(segment, shape)
        problems += [problem.moved(template.start(number)) for problem in found]
    return (shape if template.is_single else STRING), problems


def _spelling(segment: Expression, shape: Shape) -> list[ExpressionProblem]:
    start, end = start_of(segment), end_of(segment)
    if not shape.kinds or shape.is_any:
        return []
    if not spellable(shape):
        help = _CHOICE if shape.may_be(Kind.BOOLEAN) else ""
        message = f"{shape_words(shape)} cannot stand inside a text"
        return [ExpressionProblem("type-mismatch", message, start, end, help)]
    if shape.may_be(Kind.NULL):
        help = "say what to write then: `x if x is not none else '...'`"
        return [ExpressionProblem("missing-value", "this may be null", start, end, help, Severity.WARNING)]
    return []


def _absences(segment: Expression, scope: Shapes) -> list[ExpressionProblem]:
    """A member that may be absent where the schema says of others that they are always there."""
    while isinstance(segment, Item):
        of = check_expression(segment.of, scope)[0]
        key = segment.key
        if isinstance(key, Literal) and _is_optional(of, key.value):
            help = "say what to use then: `... | default('...')`"
            message = f"'{key.value}' may be absent"
            return [ExpressionProblem("missing-value", message, key.offset, end_of(key), help, Severity.WARNING)]
        segment = segment.of
    return []


def _is_optional(of: Shape, key: bool | int | Decimal | str | None) -> bool:
    return isinstance(key, str) and key in of.properties and bool(of.required) and key not in of.required
