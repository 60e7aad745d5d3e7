"""Names and types of expressions, checked against shapes in every branch before anything runs."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import TypeAlias

from runbook.diagnostics.diagnostic import Severity
from runbook.diagnostics.suggest import did_you_mean
from runbook.frozen import replace
from runbook.language.arithmetic import check_operand, combined_shape
from runbook.language.comparison_shapes import check_comparison, check_equality
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
    end_of,
    start_of,
)
from runbook.language.expression_problem import ExpressionProblem
from runbook.language.filter_shapes import known_member
from runbook.language.filters import FILTERS
from runbook.language.members import some_member_shape
from runbook.language.refusals import ShapeError
from runbook.language.value_shape import any_of, either, shape_of, shape_words
from runbook.values.shape import ANY, BOOLEAN, Kind, Shape, array_of, object_of

Shapes: TypeAlias = Mapping[str, Shape]
_NOTHINGS = frozenset({"null", "nil", "None", "undefined"})


def check_expression(expression: Expression, scope: Shapes) -> tuple[Shape, list[ExpressionProblem]]:
    """The shape of its value, and everything that is wrong with it."""
    checker = _Checker(scope)
    return checker.shape(expression), checker.problems


def check_condition(expression: Expression, scope: Shapes) -> list[ExpressionProblem]:
    """Everything that is wrong with it; it must be true or false, and depend on something."""
    checker = _Checker(scope)
    checker.condition(expression)
    if not checker.problems and not _depends(expression):
        message = "this condition is always the same"
        checker.report("constant-condition", message, expression, severity=Severity.WARNING)
    return checker.problems


def literal_shape(value: bool | int | Decimal | str | None) -> Shape:
    """The shape of a value that is written out: it has no other."""
    return Shape(shape_of(value).kinds, choices=(value,))


def _depends(expression: Expression) -> bool:
    match expression:
        case Literal():
            return False
        case Name():
            return True
        case Item() | Filter() | Test() | Not():
            return _depends(expression.of)
        case ListOf():
            return any(map(_depends, expression.elements))
        case MapOf():
            return any(_depends(value) for _, value in expression.members)
        case Compare():
            return _depends(expression.first) or any(_depends(value) for _, value in expression.rest)
        case Logic() | Arithmetic():
            return _depends(expression.left) or _depends(expression.right)
        case Conditional():
            return any(map(_depends, (expression.condition, expression.then, expression.otherwise)))


class _Checker:
    """One walk over one expression."""

    def __init__(self, scope: Shapes) -> None:
        self._scope = scope
        self.problems: list[ExpressionProblem] = []

    def report(
        self, rule: str, message: str, at: Expression, help: str = "", severity: Severity = Severity.ERROR
    ) -> None:
        """Remembers a finding about all of `at`."""
        self.problems.append(ExpressionProblem(rule, message, start_of(at), end_of(at), help, severity))

    def shape(self, expression: Expression, *, tolerant: bool = False) -> Shape:
        """The shape of a value. `tolerant`: `is defined` or `default` asks, so absence is no mistake."""
        match expression:
            case Literal():
                return literal_shape(expression.value)
            case Name():
                return self._name(expression)
            case Item():
                return self._item(expression, tolerant=tolerant)
            case ListOf():
                return array_of(any_of(self.shape(element) for element in expression.elements))
            case MapOf():
                return object_of({key: self.shape(value) for key, value in expression.members})
            case Conditional():
                self.condition(expression.condition)
                return either(self.shape(expression.then), self.shape(expression.otherwise))
            case Filter():
                return self._filter(expression)
            case Arithmetic():
                return self._arithmetic(expression)
            case _:
                self._boolean(expression)
                return BOOLEAN

    def _arithmetic(self, expression: Arithmetic) -> Shape:
        shapes = []
        for operand in (expression.left, expression.right):
            shape = self.shape(operand)
            with self._blaming(operand):
                check_operand(expression.operator, shape)
            shapes.append(shape)
        if self._is_hyphen(expression):
            self.problems[-1] = replace(self.problems[-1], help="a member with a hyphen in its name: a['b-c']")
        return combined_shape(*shapes)

    def _is_hyphen(self, expression: Arithmetic) -> bool:
        """Whether `a.b-c` was probably meant as the name of one member."""
        left, right = expression.left, expression.right
        unknown = isinstance(right, Name) and right.name not in self._scope
        return expression.operator == "sub" and unknown and isinstance(left, Item | Name)

    def _boolean(self, expression: Compare | Logic | Not | Test) -> None:
        match expression:
            case Compare():
                self._compare(expression)
            case Logic():
                self.condition(expression.left)
                self.condition(expression.right)
            case Not():
                self.condition(expression.of)
            case Test():
                self.shape(expression.of, tolerant=expression.name == "defined")

    def condition(self, expression: Expression) -> None:
        """Whether it can be true or false."""
        shape = self.shape(expression)
        if shape.kinds and not shape.may_be(Kind.BOOLEAN):
            message = f"a condition is true or false, not {shape_words(shape)}"
            self.report("type-mismatch", message, expression, _condition_help(shape))

    def _name(self, expression: Name) -> Shape:
        if expression.name in self._scope:
            return self._scope[expression.name]
        known = did_you_mean(expression.name, self._scope)
        hint = "nothing is written `none`" if expression.name in _NOTHINGS else known
        self.report("unknown-name", f"there is no '{expression.name}' here", expression, hint)
        return ANY

    def _item(self, expression: Item, *, tolerant: bool) -> Shape:
        of = self.shape(expression.of, tolerant=tolerant)
        key = expression.key
        match key:
            case Literal(value=str() as name):
                return self._member(of, key, name, tolerant=tolerant)
            case Literal(value=int()) if not isinstance(key.value, bool):
                return self._element(of, key)
            case _:
                return self._some_member(of, key)

    def _member(self, of: Shape, key: Literal, name: str, *, tolerant: bool) -> Shape:
        try:
            return known_member(of, name, tolerant=tolerant)
        except ShapeError as error:
            self._token(error.rule, error.message, key, error.help)
            return ANY

    def _element(self, of: Shape, key: Literal) -> Shape:
        if of.may_be(Kind.ARRAY) or not of.kinds:
            return of.items or ANY
        self._token("type-mismatch", f"{shape_words(of)} has no element {key.value}", key)
        return ANY

    def _some_member(self, of: Shape, key: Expression) -> Shape:
        shape = self.shape(key)
        if not of.may_be(Kind.OBJECT, Kind.ARRAY) and of.kinds:
            self.report("type-mismatch", f"{shape_words(of)} has no members", key)
            return ANY
        if shape.kinds and not shape.may_be(Kind.STRING, Kind.INTEGER):
            self.report("type-mismatch", f"{shape_words(shape)} is no key", key)
        return some_member_shape(of)

    def _compare(self, expression: Compare) -> None:
        left = expression.first
        shape = self.shape(left)
        for operator, right in expression.rest:
            other = self.shape(right)
            if operator in ("in", "notin") and isinstance(right, ListOf):
                self._check_each(shape, right)
            elif not self._is_odd_null(operator, (left, shape), (right, other)):
                blame = left if isinstance(left, Literal) else right
                with self._blaming(blame):
                    check_comparison(operator, shape, other)
            left, shape = right, other

    def _check_each(self, shape: Shape, elements: ListOf) -> None:
        for element in elements.elements:
            other = _Checker(self._scope).shape(element)
            with self._blaming(element):
                check_equality(shape, other)

    def _is_odd_null(self, operator: str, *sides: tuple[Expression, Shape]) -> bool:
        """A comparison with `none` of what is never null: useless, but harmless."""
        if operator not in ("eq", "ne") or all(shape.may_be(Kind.NULL) for _, shape in sides):
            return False
        for (expression, _), (other, _) in (sides, reversed(sides)):
            if isinstance(expression, Literal) and expression.value is None:
                hint = "whether it is there at all: `is defined`"
                self.report("constant-condition", "it is never null", other, hint, Severity.WARNING)
                return True
        return False

    def _filter(self, expression: Filter) -> Shape:
        rule = FILTERS[expression.name]
        written = (*expression.arguments, *(value for _, value in expression.named))
        of = self.shape(expression.of, tolerant=rule.tolerates_absence)
        arguments = [self.shape(argument) for argument in written]
        try:
            return rule.shape(of, *arguments)
        except ShapeError as error:
            blame: Expression = expression if error.argument is None else written[error.argument]
            self._token(error.rule, error.message, blame, error.help)
            return ANY

    @contextmanager
    def _blaming(self, at: Expression) -> Iterator[None]:
        try:
            yield
        except ShapeError as error:
            self.report(error.rule, error.message, at, error.help)

    def _token(self, rule: str, message: str, at: Expression, help: str = "") -> None:
        """Remembers a finding about the one token that names `at`."""
        self.problems.append(ExpressionProblem(rule, message, at.offset, end_of(at), help))


def _condition_help(shape: Shape) -> str:
    if shape.may_be(Kind.ARRAY):
        return "compare it, as `... | length > 0`"
    if shape.may_be(Kind.STRING):
        return "compare it, as `... == 'text'` or `... | length > 0`"
    return "compare it, as `... == 1` or `... is defined`"
