"""How much work it is to judge a value by a schema: a bound that is known before anything is judged.

A schema multiplies when one part of it is reached on several paths: 30 schemas, each `allOf` of the next one twice, are
a billion steps for any value. A step is one schema applied to one value. Two numbers matter:

- the *steps* that a judge without a memory makes at most, `steps` below: each path counts;
- the *pairs* of a schema and a value that there are, which is what a judge with a memory makes: each pair counts once,
  with what its own keywords take (`uniqueItems`, `enum`, `pattern`).

Both are computed by visiting each pair once. Only where schema and value are so small that even every schema on every
value is little work, nothing is visited. The bound is an upper one: an alternative that a judge would not try counts.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from runbook.documents.local_reference import UnresolvedError, resolve_local
from runbook.values.json import Json

MOST = 1_000_000
"""Steps, and pairs, that are worth a judgement: a second of time, a few hundred megabytes at the very worst."""

MOST_EXPLAINED = 100_000
"""Steps for which a judge that explains what it finds is asked; it is slower by far."""

_LISTS = frozenset({"allOf", "anyOf", "oneOf"})
_SINGLES = frozenset({"not", "if", "then", "else"})
_MEMBERS = frozenset({"additionalProperties", "unevaluatedProperties"})
_ELEMENTS = frozenset({"items", "contains", "unevaluatedItems", "additionalItems"})
_WITHIN = frozenset({"properties", "patternProperties", "dependentSchemas"})
_UNEVALUATED = frozenset({"unevaluatedProperties", "unevaluatedItems"})
_BIG = 1 << 60
_DIGITS = 18
"""Numbers from here on can be made to share one hash, which Python does not keep secret for numbers."""


class TooCostlyError(Exception):
    """There are more pairs than are worth a judgement."""


def size_of(value: Json, most: int = MOST) -> int:
    """Return how many values a value consists of, keys included; at most `most` and one more."""
    count, left = 0, [value]
    while left and count <= most:
        one = left.pop()
        count += 1
        if isinstance(one, dict):
            count += len(one)
            left.extend(one.values())
        elif isinstance(one, list):
            left.extend(one)
    return count


class SchemaCost:
    """The cost of judging by one schema, whose local references lead into `root`."""

    def __init__(self, schema: Json, root: Json) -> None:
        self._schema = schema
        self._root = root
        self._references: dict[str, Json] = {}
        self._sizes: dict[int, int] = {}
        self._unfolded = self._unfolded_size()

    def _unfolded_size(self) -> int | None:
        try:
            return self._unfold(self._schema, {}, set())
        except RecursionError:
            return None

    def is_small(self, value: Json, most: int) -> bool:
        """Return whether every schema on every value is at most so many steps, which is found out cheaply."""
        unfolded = self._unfolded
        return unfolded is not None and unfolded <= most and self.is_small_for(size_of(value, most // unfolded), most)

    def is_small_for(self, size: int, most: int) -> bool:
        """Return the same for every value that consists of so many values."""
        return self._unfolded is not None and self._unfolded * size <= most

    def steps(self, value: Json) -> int:
        """Return the steps of a judge without a memory, at most `MOST` and one more.

        Errors: TooCostlyError when there are more pairs than `MOST`, or one is nested too deeply in the other.
        """
        try:
            return _Visit(self._target, self._size).steps(self._schema, value)[0]
        except RecursionError:
            raise TooCostlyError from None

    def _unfold(self, schema: Json, known: dict[int, int], open_: set[int]) -> int | None:
        """The number of schemas on all paths through this one; None when a path leads back, or is too long."""
        if not isinstance(schema, dict):
            return 1
        if id(schema) in open_:
            return None
        if id(schema) not in known:
            open_.add(id(schema))
            total = 1 + self._weights(schema)
            for part in self._parts(schema):
                inner = self._unfold(part, known, open_)
                if inner is None:
                    return None
                total = min(total + inner, MOST + 1)
            open_.discard(id(schema))
            known[id(schema)] = total * 8 if _UNEVALUATED & schema.keys() else total
        return known[id(schema)]

    def _weights(self, schema: dict[str, Json]) -> int:
        unique = 64 if schema.get("uniqueItems") is True else 0
        return unique + len(schema) + self._size(schema.get("enum")) + self._size(schema.get("const"))

    def _parts(self, schema: dict[str, Json]) -> Iterator[Json]:
        for keyword, argument in schema.items():
            if keyword in ("$ref", "$dynamicRef"):
                yield self._target(str(argument))
            elif keyword in _LISTS or keyword == "prefixItems" or (keyword == "items" and isinstance(argument, list)):
                yield from argument if isinstance(argument, list) else ()
            elif keyword in _WITHIN:
                yield from argument.values() if isinstance(argument, dict) else ()
            elif keyword in _SINGLES or keyword in _MEMBERS or keyword in _ELEMENTS or keyword == "propertyNames":
                yield argument

    def _target(self, reference: str) -> Json:
        """What a reference stands for; `true` where it leads nowhere, and the root for an anchor."""
        if reference not in self._references:
            try:
                self._references[reference] = resolve_local(self._root, reference)
            except UnresolvedError:
                self._references[reference] = self._root if reference.startswith("#") else True
        return self._references[reference]

    def _size(self, value: Json) -> int:
        if not isinstance(value, dict | list):
            return 0
        if id(value) not in self._sizes:
            self._sizes[id(value)] = size_of(value)
        return self._sizes[id(value)]


class _Visit:
    """One visit of all pairs. Each result is a number of steps and the depth of schemas on the same value."""

    def __init__(self, target: Callable[[str], Json], size: Callable[[Json], int]) -> None:
        self._target = target
        self._size = size
        self._known: dict[tuple[int, int], tuple[int, int]] = {}
        self._work = 0

    def steps(self, schema: Json, value: Json) -> tuple[int, int]:
        """Return steps, at most `MOST` and one more, and depth. Errors: TooCostlyError, RecursionError."""
        if not isinstance(schema, dict):
            return 1, 1
        pair = (id(schema), id(value))
        known = self._known.get(pair)
        if known is not None:
            return known
        self._known[pair] = (0, 1)  # a path that leads back to the same pair is the judge's to report
        total, depth = 1 + sum(self._own(keyword, argument, value) for keyword, argument in schema.items()), 1
        self._work += total
        if self._work > MOST:
            raise TooCostlyError
        for keyword, argument in schema.items():
            for part in self._same(keyword, argument, value):
                steps, deep = self.steps(part, value)
                total, depth = total + steps, max(depth, deep + 1)
            for part, inner in self._inside(keyword, argument, value):
                total += self.steps(part, inner)[0]
            total = min(total, MOST + 1)
        if not _UNEVALUATED.isdisjoint(schema):
            total = min(total * (depth + 2), MOST + 1)
        self._known[pair] = (total, depth)
        return total, depth

    def _own(self, keyword: str, argument: Json, value: Json) -> int:
        """The steps of a keyword without schemas."""
        match keyword:
            case "enum" | "const":
                return 1 + self._size(argument) + self._size(value)
            case "uniqueItems" if argument is True and isinstance(value, list):
                alike = sum(_may_collide(one) for one in value)
                return size_of(value) + alike * alike // 8
            case "pattern" | "patternProperties" | "propertyNames":
                return 1 + _texts(value) // 16
            case _:
                return 0

    def _same(self, keyword: str, argument: Json, value: Json) -> Iterable[Json]:
        """The schemas that a keyword applies to the same value."""
        if keyword in ("$ref", "$dynamicRef"):
            return (self._target(str(argument)),)
        if keyword in _LISTS:
            return argument if isinstance(argument, list) else ()
        if keyword in _SINGLES:
            return (argument,)
        if keyword == "dependentSchemas" and isinstance(argument, dict):
            return argument.values()
        return ()

    def _inside(self, keyword: str, argument: Json, value: Json) -> Iterator[tuple[Json, Json]]:
        """The schemas that a keyword applies to parts of the value."""
        if isinstance(value, dict):
            yield from _of_members(keyword, argument, value)
        elif isinstance(value, list):
            yield from _of_elements(keyword, argument, value)


def _of_members(keyword: str, argument: Json, value: dict[str, Json]) -> Iterator[tuple[Json, Json]]:
    if keyword == "properties" and isinstance(argument, dict):
        yield from ((part, value[key]) for key, part in argument.items() if key in value)
    elif keyword == "patternProperties" and isinstance(argument, dict):
        yield from ((part, member) for part in argument.values() for member in value.values())
    elif keyword in _MEMBERS:
        yield from ((argument, member) for member in value.values())
    elif keyword == "propertyNames":
        yield from ((argument, key) for key in value)


def _of_elements(keyword: str, argument: Json, value: list[Json]) -> Iterator[tuple[Json, Json]]:
    if keyword in _ELEMENTS and not isinstance(argument, list):
        yield from ((argument, element) for element in value)
    elif isinstance(argument, list) and keyword in ("prefixItems", "items"):
        yield from zip(argument, value, strict=False)


def _may_collide(value: Json) -> bool:
    """Whether a number is long enough that many others can be made with the same hash."""
    if isinstance(value, Decimal):
        return len(value.as_tuple().digits) > _DIGITS
    return isinstance(value, int) and abs(value) >= _BIG


def _texts(value: Json) -> int:
    """How many characters a text, or the keys of a mapping, have."""
    if isinstance(value, str):
        return len(value)
    return sum(map(len, value)) if isinstance(value, dict) else 0
