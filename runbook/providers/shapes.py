"""JSON Schema -> what is known about a value that fits it."""

from collections.abc import Callable
from decimal import Decimal
from functools import reduce

from runbook.providers.schemas import SECRET_FORMAT
from runbook.providers.targets import target_of
from runbook.values.json import Json
from runbook.values.numbers import is_whole
from runbook.values.shape import ANY, ANY_KINDS, NOTHING, SECRET, Kind, Shape, union

_KINDS = {kind.value: frozenset({kind}) for kind in ANY_KINDS} | {"number": frozenset({Kind.INTEGER, Kind.NUMBER})}

_PER_REFERENCE = 16
_DEEPEST = 7 * _PER_REFERENCE
"""How deep schemas are read: one less per level, to the next multiple of 16 per `$ref`. Recursion ends there in ANY."""

_DEEPEST_UNION = 3 * _PER_REFERENCE
"""The same inside an `anyOf` or `oneOf`, whose members are merged and cannot be shared."""


def shape_of(schema: Json, root: Json) -> Shape:
    """The shape of every value that `schema` accepts, and perhaps of more; `root`: what its `$ref`s point into."""
    return Shapes(lambda reference: (target_of(root, reference) or ((), True))[1]).of(schema)


class Shapes:
    """Shapes of many schemas with common definitions; each definition is read once per depth."""

    def __init__(self, resolve: Callable[[str], Json], *, conceals: bool = False) -> None:
        """`resolve`: the schema that a `$ref` leads to; `true` when it leads nowhere.

        `conceals`: what is marked as a secret has the shape of one.
        """
        self._resolve = resolve
        self._conceals = conceals
        self._known: dict[tuple[str, int], Shape] = {}

    def of(self, schema: Json) -> Shape:
        """The shape of `schema`."""
        return self._shape(schema, _DEEPEST)

    def _shape(self, schema: Json, depth: int) -> Shape:
        if not isinstance(schema, dict):
            return NOTHING if schema is False else ANY
        if self._conceals and schema.get("format") == SECRET_FORMAT:
            return union(SECRET, _KIND_NULL) if _may_be_null(schema) else SECRET
        if depth <= 0:
            return ANY
        shape = reduce(_both, self._members(schema, depth), self._own(schema, depth))
        if schema.get("unevaluatedProperties") is False:
            shape = _closed(shape)
        if schema.get("nullable") is True:
            shape = union(shape, _KIND_NULL)
        return shape

    def _members(self, schema: dict[str, Json], depth: int) -> list[Shape]:
        """The shapes that a value must have besides the schema's own."""
        shapes = []
        if isinstance(reference := schema.get("$ref"), str):
            shapes.append(self._referred(reference, depth))
        shapes += [self._shape(part, depth - 1) for part in _list(schema.get("allOf"))]
        for alternatives in (_list(schema.get("anyOf")), _list(schema.get("oneOf"))):
            if alternatives:
                below = depth - 1 if len(alternatives) == 1 else min(depth - 1, _DEEPEST_UNION)
                shapes.append(reduce(union, [self._shape(part, below) for part in alternatives]))
        return shapes

    def _referred(self, reference: str, depth: int) -> Shape:
        key = (reference, (depth - 1) // _PER_REFERENCE * _PER_REFERENCE)
        if key not in self._known:
            self._known[key] = self._shape(self._resolve(reference), key[1])
        return self._known[key]

    def _own(self, schema: dict[str, Json], depth: int) -> Shape:
        """What the schema says by itself, without the schemas it is made of."""
        kinds = _kinds(schema.get("type"))
        choices = _choices(schema)
        if choices is not None:
            choices = tuple(value for value in choices if kind_of(value) in kinds)
            kinds = frozenset(kind_of(value) for value in choices)
        properties = schema.get("properties")
        required = _list(schema.get("required"))
        return Shape(
            kinds=kinds,
            items=self._items(schema, depth),
            properties={name: self._shape(member, depth - 1) for name, member in _mapping(properties).items()},
            required=frozenset(name for name in required if isinstance(name, str)),
            open=schema.get("additionalProperties") is not False or bool(schema.get("patternProperties")),
            choices=choices,
        )

    def _items(self, schema: dict[str, Json], depth: int) -> Shape | None:
        first = [self._shape(part, depth - 1) for part in _list(schema.get("prefixItems"))]
        if isinstance(schema.get("items"), dict):
            return reduce(union, [*first, self._shape(schema["items"], depth - 1)])
        return reduce(union, first) if first and schema.get("items") is False else None


def kind_of(value: Json) -> Kind:
    """The kind of a JSON value; a whole number is an integer however it is written."""
    match value:
        case None:
            return Kind.NULL
        case bool():
            return Kind.BOOLEAN
        case int():
            return Kind.INTEGER
        case Decimal():
            return Kind.INTEGER if is_whole(value) else Kind.NUMBER
        case str():
            return Kind.STRING
        case list():
            return Kind.ARRAY
        case dict():
            return Kind.OBJECT


_KIND_NULL = Shape(frozenset({Kind.NULL}))


def _may_be_null(schema: dict[str, Json]) -> bool:
    """Return True if null is among the types that a schema names."""
    types = schema.get("type")
    return schema.get("nullable") is True or (isinstance(types, list) and "null" in types)


def _kinds(types: Json) -> frozenset[Kind]:
    """The kinds that `type` allows; all of them when it says nothing or names a type that JSON does not have."""
    names = [types] if isinstance(types, str) else _list(types)
    if not names or not all(isinstance(name, str) and name in _KINDS for name in names):
        return ANY_KINDS
    return frozenset[Kind]().union(*(_KINDS[str(name)] for name in names))


def _choices(schema: dict[str, Json]) -> tuple[Json, ...] | None:
    if "const" in schema:
        return (schema["const"],)
    values = schema.get("enum")
    return tuple(values) if isinstance(values, list) else None


def _both(first: Shape, second: Shape) -> Shape:
    """The shape of a value that has both shapes."""
    if first == ANY or second == ANY:
        return second if first == ANY else first
    for one in (first, second):
        if Kind.SECRET in one.kinds:
            return one
    properties = dict(first.properties)
    for name, shape in second.properties.items():
        properties[name] = _both(properties[name], shape) if name in properties else shape
    return Shape(
        kinds=first.kinds & second.kinds,
        items=_both(first.items, second.items) if first.items and second.items else first.items or second.items,
        properties=properties,
        required=first.required | second.required,
        open=first.open and second.open,
        choices=_common(first.choices, second.choices),
    )


def _common(first: tuple[Json, ...] | None, second: tuple[Json, ...] | None) -> tuple[Json, ...] | None:
    if first is None or second is None:
        return second if first is None else first
    return tuple(value for value in first if value in second)


def _closed(shape: Shape) -> Shape:
    return Shape(shape.kinds, shape.items, shape.properties, shape.required, open=False, choices=shape.choices)


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _mapping(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}
