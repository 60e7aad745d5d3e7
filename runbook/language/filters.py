"""The filters of the language, in one table: what each takes, makes of values, and makes of shapes.

Jinja has some fifty more; those that grow, format, call or convert are left out on purpose (THREATS 3.2).
Unlike Jinja's, `sort` and `unique` respect the case of letters: two ids that differ in case are two ids.
"""

from collections.abc import Callable, Mapping

from runbook.frozen import frozen
from runbook.language import filter_shapes, filter_values
from runbook.language.expression import Expression, Literal
from runbook.language.filter_values import Outcome
from runbook.language.refusals import OperandError, ShapeError
from runbook.language.row_tests import ROW_TESTS
from runbook.language.value_shape import shape_of
from runbook.values.shape import ANY, INTEGER, NUMBER, Kind, Shape
from runbook.values.unknown import Value

Named = tuple[tuple[str, Expression], ...]


@frozen
class BoundedFilter:
    """One filter. `usage`: how it is written; `least`, `most`: how many arguments; `named`: those given by name;
    `literal`: how many arguments, from the first, must be written out as strings.
    """

    usage: str
    evaluate: Callable[..., Outcome]
    shape: Callable[..., Shape]
    least: int = 0
    most: int = 0
    named: tuple[str, ...] = ()
    literal: int = 0
    tolerates_absence: bool = False

    def complaint(self, arguments: tuple[Expression, ...], named: Named) -> str:
        """What is wrong with the way it is written; empty when nothing is."""
        if tuple(name for name, _ in named) != self.named or not self.least <= len(arguments) <= self.most:
            return "the arguments of this filter do not fit"
        written = (*arguments, *(value for _, value in named))[: self.literal]
        if not all(isinstance(each, Literal) and isinstance(each.value, str) for each in written):
            return "paths and tests are strings in quotes"
        return _test_complaint(written, len(arguments)) if self.literal == 2 else ""

    def outcome_shape(self, value: Value, arguments: list[Value]) -> Shape:
        """The shape of what a run will make of these; errors: OperandError when it is sure to fail."""
        try:
            return self.shape(shape_of(value), *map(_argument_shape, arguments))
        except ShapeError as error:
            if error.certain:
                raise OperandError(error.message) from None
            return ANY


def _argument_shape(value: Value) -> Shape:
    return Shape(frozenset({Kind.STRING}), choices=(value,)) if isinstance(value, str) else shape_of(value)


def _test_complaint(written: tuple[Expression, ...], count: int) -> str:
    test = written[1].value if isinstance(written[1], Literal) else ""
    if test in ROW_TESTS:
        return "" if count == 3 else f"the test '{test}' needs a value"
    if test in ("defined", "none"):
        return "" if count == 2 else f"the test '{test}' takes no value"
    return "the test is one of == != in defined none"


def _plain(usage: str, evaluate: Callable[..., Outcome], shape: Callable[..., Shape]) -> BoundedFilter:
    return BoundedFilter(f"... | {usage}", evaluate, shape)


def _rows(name: str, evaluate: Callable[..., Outcome]) -> BoundedFilter:
    usage = f"... | {name}('path', '==', value)"
    return BoundedFilter(usage, evaluate, filter_shapes.chosen(name), least=2, most=3, literal=2)


def _units(name: str, evaluate: Callable[..., Outcome], result: Shape) -> BoundedFilter:
    return BoundedFilter(f"... | {name}(2)", evaluate, filter_shapes.number(name, result), least=1, most=1)


FILTERS: Mapping[str, BoundedFilter] = {
    "count": _plain("count", filter_values.length, filter_shapes.length),
    "default": BoundedFilter(
        "... | default(value)", filter_values.itself, filter_shapes.default, least=1, most=1, tolerates_absence=True
    ),
    "first": _plain("first", filter_values.first, filter_shapes.element("first")),
    "join": BoundedFilter("... | join(', ')", filter_values.join, filter_shapes.join, least=1, most=1),
    "last": _plain("last", filter_values.last, filter_shapes.element("last")),
    "length": _plain("length", filter_values.length, filter_shapes.length),
    "list": _plain("list", filter_values.as_list, filter_shapes.as_list),
    "lower": _plain("lower", filter_values.lower, filter_shapes.text("lower")),
    "map": BoundedFilter(
        "... | map(attribute='a.b')",
        filter_values.map_attribute,
        filter_shapes.map_attribute,
        named=("attribute",),
        literal=1,
    ),
    "max": _plain("max", filter_values.greatest, filter_shapes.extreme("max")),
    "min": _plain("min", filter_values.least, filter_shapes.extreme("min")),
    "major_units": _units("major_units", filter_values.major_units, NUMBER),
    "minor_units": _units("minor_units", filter_values.minor_units, INTEGER),
    "rejectattr": _rows("rejectattr", filter_values.reject),
    "round": BoundedFilter("... | round(2)", filter_values.round_number, filter_shapes.number("round"), most=1),
    "selectattr": _rows("selectattr", filter_values.select),
    "slice": BoundedFilter("... | slice(0, 10)", filter_values.part, filter_shapes.part, least=2, most=2),
    "sort": _plain("sort", filter_values.sort, filter_shapes.ordered),
    "string": _plain("string", filter_values.as_string, filter_shapes.as_string),
    "sum": _plain("sum", filter_values.total, filter_shapes.total),
    "trim": _plain("trim", filter_values.trim, filter_shapes.text("trim")),
    "unique": _plain("unique", filter_values.unique, filter_shapes.array("unique")),
    "upper": _plain("upper", filter_values.upper, filter_shapes.text("upper")),
}
"""Every filter by its name."""
