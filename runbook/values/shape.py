"""What is known about a value before it is known: its shape."""

from collections.abc import Mapping

from runbook.choice import Choice
from runbook.frozen import field, frozen
from runbook.values.json import Json


class Kind(Choice):
    """The seven JSON types, and a secret, which is none of them."""

    NULL = "null"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    NUMBER = "number"
    STRING = "string"
    ARRAY = "array"
    OBJECT = "object"
    SECRET = "secret"


@frozen
class Shape:
    """A set of JSON types with what is known about each; a union keeps the facets of all its members.

    `properties`: the known properties of an object; `required`: those that are always there;
    `open`: whether other properties may be there too. `items`: the shape of an array's elements.
    `choices`: the only values it can have, when they are known.
    """

    kinds: frozenset[Kind]
    items: "Shape | None" = None
    properties: Mapping[str, "Shape"] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    open: bool = True
    choices: tuple[Json, ...] | None = None

    @property
    def is_any(self) -> bool:
        """Whether nothing is known."""
        return len(self.kinds) >= len(ANY_KINDS) and not self.properties

    def only(self, *kinds: Kind) -> bool:
        """Whether every value of this shape is of one of `kinds`."""
        return self.kinds <= frozenset(kinds)

    def may_be(self, *kinds: Kind) -> bool:
        """Whether some value of this shape is of one of `kinds`."""
        return not self.kinds.isdisjoint(kinds)


ANY_KINDS = frozenset(Kind) - {Kind.SECRET}
ANY = Shape(ANY_KINDS)
NULL = Shape(frozenset({Kind.NULL}))
BOOLEAN = Shape(frozenset({Kind.BOOLEAN}))
INTEGER = Shape(frozenset({Kind.INTEGER}))
NUMBER = Shape(frozenset({Kind.INTEGER, Kind.NUMBER}))
STRING = Shape(frozenset({Kind.STRING}))
SECRET = Shape(frozenset({Kind.SECRET}))
NOTHING = Shape(frozenset())
OBJECT = Shape(frozenset({Kind.OBJECT}))


def array_of(items: Shape) -> Shape:
    """An array whose elements have the shape `items`."""
    return Shape(frozenset({Kind.ARRAY}), items=items)


def object_of(properties: Mapping[str, Shape], *, required: frozenset[str] | None = None, open: bool = False) -> Shape:
    """An object with these properties, all of them required unless `required` says otherwise."""
    needed = frozenset(properties) if required is None else required
    return Shape(frozenset({Kind.OBJECT}), properties=properties, required=needed, open=open)


def one_of(values: tuple[str, ...]) -> Shape:
    """A string that is one of `values`."""
    return Shape(frozenset({Kind.STRING}), choices=values)


def holds_secret(shape: Shape, known: dict[int, tuple[Shape, bool]] | None = None) -> bool:
    """Return True if a value of this shape may be or hold a secret.

    `known`: what was found of other shapes, by identity; parts that many shapes share are looked at once.
    """
    known = {} if known is None else known
    if id(shape) not in known:
        parts = (*shape.properties.values(), *((shape.items,) if shape.items is not None else ()))
        known[id(shape)] = shape, Kind.SECRET in shape.kinds or any(holds_secret(part, known) for part in parts)
    return known[id(shape)][1]


def union(first: Shape, second: Shape) -> Shape:
    """The shape of a value that has the one shape or the other."""
    if first == second:
        return first
    return Shape(
        kinds=first.kinds | second.kinds,
        items=_joined(first.items, second.items),
        properties=_joined_properties(first, second),
        required=_joined_required(first, second),
        open=_joined_open(first, second),
        choices=_joined_choices(_choices(first), _choices(second)),
    )


def _joined(first: Shape | None, second: Shape | None) -> Shape | None:
    if first is None or second is None:
        return first or second
    return union(first, second)


def _joined_properties(first: Shape, second: Shape) -> Mapping[str, Shape]:
    if not first.properties or not second.properties:
        return first.properties or second.properties
    both = dict(first.properties)
    for name, shape in second.properties.items():
        both[name] = union(both[name], shape) if name in both else shape
    return both


def _choices(shape: Shape) -> tuple[Json, ...] | None:
    """The only values of a shape, when they are known; null has one."""
    return (None,) if shape.kinds == NULL.kinds else shape.choices


def _joined_choices(first: tuple[Json, ...] | None, second: tuple[Json, ...] | None) -> tuple[Json, ...] | None:
    return None if first is None or second is None else first + second


def _joined_open(first: Shape, second: Shape) -> bool:
    """Whether an object may have other properties; shapes that are no objects have no say."""
    if Kind.OBJECT in first.kinds and Kind.OBJECT in second.kinds:
        return first.open or second.open
    return second.open if Kind.OBJECT in second.kinds else first.open


def _joined_required(first: Shape, second: Shape) -> frozenset[str]:
    if Kind.OBJECT not in first.kinds:
        return second.required
    if Kind.OBJECT not in second.kinds:
        return first.required
    return first.required & second.required
