"""Expressions over values of which some are unknown: one evaluator for the plan and for the run.

A result that is known stays the same whatever the unknown values turn out to be.
"""

from collections.abc import Mapping
from typing import TypeAlias

from runbook.diagnostics.source import Span
from runbook.language.arithmetic import combined
from runbook.language.bounds import TOO_LARGE, fits
from runbook.language.comparison import compare
from runbook.language.expression import (
    Arithmetic,
    Compare,
    Conditional,
    Expression,
    Filter,
    Item,
    ListOf,
    Literal,
    Logic,
    MapOf,
    Name,
    Not,
    Test,
    start_of,
)
from runbook.language.expression_text import expression_text
from runbook.language.filter_values import UNDECIDED, Undecided
from runbook.language.filters import FILTERS
from runbook.language.kind_tests import TESTS
from runbook.language.members import Absent, member
from runbook.language.missing import Missing, missing_member
from runbook.language.refusals import OperandError
from runbook.language.spelling import joined, spell
from runbook.language.template import Condition, Template, Templated
from runbook.language.value_shape import either, shape_of, value_words
from runbook.values.shape import BOOLEAN, Kind, Shape
from runbook.values.unknown import PartialText, SecretName, Unknown, Value

Scope: TypeAlias = Mapping[str, Value]


class EvaluationError(Exception):
    """An expression has no value. `offset`: into the expression's or template's text; `span`: in the document."""

    def __init__(self, message: str, offset: int, span: Span | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.span = span


_Found: TypeAlias = "Value | Missing"


def evaluate(expression: Expression, scope: Scope) -> Value:
    """The expression's value; errors: EvaluationError."""
    found = _look(expression, scope)
    if isinstance(found, Missing):
        raise EvaluationError(found.complaint, found.offset)
    return found


def _look(expression: Expression, scope: Scope) -> _Found:
    """Like `evaluate`, but absence is an answer."""
    try:
        return _dispatch(expression, scope)
    except OperandError as error:
        raise EvaluationError(error.message, expression.offset) from None


def _dispatch(expression: Expression, scope: Scope) -> _Found:
    match expression:
        case Literal():
            return expression.value
        case Name():
            return _named(expression, scope)
        case Item():
            return _item(expression, scope)
        case ListOf():
            return _bounded([evaluate(element, scope) for element in expression.elements])
        case MapOf():
            return _bounded({key: evaluate(value, scope) for key, value in expression.members})
        case Compare():
            return _truth_value(_compare(expression, scope), expression)
        case Arithmetic():
            return _arithmetic(expression, scope)
        case Logic():
            return _truth_value(_decided(expression, scope), expression)
        case Not():
            answer = _boolean(evaluate(expression.of, scope), expression.of)
            return _truth_value(None if answer is None else not answer, expression)
        case Conditional():
            return _conditional(expression, scope)
        case Filter():
            return _filter(expression, scope)
        case Test():
            return _truth_value(_test(expression, scope), expression)


def _named(expression: Name, scope: Scope) -> _Found:
    if expression.name in scope:
        return scope[expression.name]
    return Missing(f"'{expression.name}'", expression.offset, expression.name, tuple(scope))


def _item(expression: Item, scope: Scope) -> _Found:
    of = _look(expression.of, scope)
    if isinstance(of, Missing):
        return of
    key = evaluate(expression.key, scope)
    found = member(of, key)
    if not isinstance(found, Absent):
        return found
    return missing_member(of, key, expression.key.offset)


def _bounded(value: Value) -> Value:
    if not fits(value):
        raise OperandError(f"the value {TOO_LARGE}")
    return value


def _truth_value(answer: bool | None, expression: Expression) -> Value:
    return Unknown(BOOLEAN, expression_text(expression)) if answer is None else answer


def _boolean(value: Value, expression: Expression) -> bool | None:
    """Errors: EvaluationError for what is not true or false; None when only a run can tell."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Unknown) and value.shape.may_be(Kind.BOOLEAN):
        return None
    raise EvaluationError(f"a condition is true or false, not {value_words(value)}", start_of(expression))


def _compare(expression: Compare, scope: Scope) -> bool | None:
    left = evaluate(expression.first, scope)
    for operator, operand in expression.rest:
        right = evaluate(operand, scope)
        answer = compare(operator, left, right)
        if answer is not True:
            return answer
        left = right
    return True


def _arithmetic(expression: Arithmetic, scope: Scope) -> Value:
    result = combined(expression.operator, evaluate(expression.left, scope), evaluate(expression.right, scope))
    return Unknown(result, expression_text(expression)) if isinstance(result, Shape) else result


def _decided(expression: Expression, scope: Scope) -> bool | None:
    """Like `_boolean` of its value, without words for what is unknown: of a long chain only the whole has some."""
    if not isinstance(expression, Logic):
        return _boolean(evaluate(expression, scope), expression)
    left = _decided(expression.left, scope)
    settled = left is None or left is (expression.operator == "or")
    return left if settled else _decided(expression.right, scope)


def _conditional(expression: Conditional, scope: Scope) -> _Found:
    answer = _boolean(evaluate(expression.condition, scope), expression.condition)
    if answer is not None:
        return _look(expression.then if answer else expression.otherwise, scope)
    shapes = [shape for each in (expression.then, expression.otherwise) if (shape := _possible(each, scope))]
    if not shapes:
        return evaluate(expression.then, scope)
    return Unknown(either(shapes[0], shapes[-1]), expression_text(expression))


def _possible(expression: Expression, scope: Scope) -> Shape | None:
    """The shape of a branch that may be taken; None when it would fail, which a condition may well prevent."""
    try:
        return shape_of(evaluate(expression, scope))
    except EvaluationError:
        return None


def _test(expression: Test, scope: Scope) -> bool | None:
    if expression.name == "defined":
        return _defined(expression.of, scope)
    value = evaluate(expression.of, scope)
    if isinstance(value, Unknown):
        return None
    return bool(shape_of(value).kinds & TESTS[expression.name])


def _defined(expression: Expression, scope: Scope) -> bool | None:
    found = _look(expression, scope)
    if isinstance(found, Missing):
        return False
    return None if isinstance(found, Unknown) and not isinstance(expression, Name) else True


def _filter(expression: Filter, scope: Scope) -> _Found:
    rule = FILTERS[expression.name]
    value = _look(expression.of, scope)
    if rule.tolerates_absence:
        return _default(value, expression, scope)
    if isinstance(value, Missing):
        return value
    if isinstance(value, SecretName):
        raise OperandError(f"`{expression.name}` cannot take a secret; it can only be passed on whole")
    written = (*expression.arguments, *(each for _, each in expression.named))
    arguments = [evaluate(each, scope) for each in written]
    outcome = UNDECIDED if isinstance(value, Unknown) else rule.evaluate(value, *arguments)
    if isinstance(outcome, Absent):
        return Missing(f"the {expression.name} element", expression.offset)
    if isinstance(outcome, Undecided):
        return Unknown(rule.outcome_shape(value, arguments), expression_text(expression))
    return outcome


def _default(value: _Found, expression: Filter, scope: Scope) -> _Found:
    if isinstance(value, Missing):
        return _look(expression.arguments[0], scope)
    if not isinstance(value, Unknown):
        return value
    otherwise = _possible(expression.arguments[0], scope) or value.shape
    return Unknown(either(value.shape, otherwise), expression_text(expression))


def render(templated: Templated, scope: Scope) -> Value:
    """What the template stands for: one expression keeps its type, mixed text is text; data is never a template.

    Errors: EvaluationError with its place.
    """
    match templated:
        case Template():
            return _fill(templated, scope)
        case list() | dict():
            value = _render_parts(templated, scope)
            if not fits(value):
                raise EvaluationError(f"the value {TOO_LARGE}", 0)
            return value
        case _:
            return templated


def _render_parts(templated: Templated, scope: Scope) -> Value:
    match templated:
        case Template():
            return _fill(templated, scope)
        case list():
            return [_render_parts(element, scope) for element in templated]
        case dict():
            return {key: _render_parts(value, scope) for key, value in templated.items()}
        case _:
            return templated


def _fill(template: Template, scope: Scope) -> Value:
    if template.is_single:
        return _segment(template, 0, scope)
    parts: list[str | Unknown | PartialText] = []
    for number, segment in enumerate(template.segments):
        if isinstance(segment, str):
            parts.append(segment)
            continue
        value = _segment(template, number, scope)
        try:
            parts.append(spell(value))
        except OperandError as error:
            offset = template.start(number) + start_of(segment)
            raise EvaluationError(error.message, offset, template.place(offset, offset + 1)) from None
    try:
        return joined(parts)
    except OperandError as error:
        raise EvaluationError(error.message, 0, template.span) from None


def _segment(template: Template, number: int, scope: Scope) -> Value:
    segment = template.segments[number]
    if isinstance(segment, str):
        return segment
    try:
        return evaluate(segment, scope)
    except EvaluationError as error:
        offset = template.start(number) + error.offset
        raise EvaluationError(error.message, offset, template.place(offset, offset + 1)) from None


def truth(condition: Condition, scope: Scope) -> bool | Unknown:
    """Whether a condition holds; errors: EvaluationError with its place, also for what is not true or false."""
    try:
        value = evaluate(condition.expression, scope)
        if isinstance(value, Unknown) and value.shape.may_be(Kind.BOOLEAN):
            return Unknown(BOOLEAN, value.origin)
        if isinstance(value, bool):
            return value
        raise EvaluationError(f"a condition is true or false, not {value_words(value)}", 0)
    except EvaluationError as error:
        place = condition.place(error.offset, error.offset + 1)
        raise EvaluationError(error.message, error.offset, place) from None
