"""Records ⇄ JSON, for the cache: no code is kept, and nothing is called when it is read but the records' own classes.

A list begins with what it stands for: a number is the place of a record's class in the table, and its fields follow;
"l", "t" and "s" are a list, a tuple and a frozenset; "e" is a member of an enumeration, "d" a decimal, "f" a float;
"o" is an object outside, by its name; "r" is a value that was written before, counted from 0 in the order in which
values end. So what is shared stays shared, and data that repeats itself does not grow.
"""

from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from importlib import import_module

from runbook.frozen import fields, is_record
from runbook.values.json import Json

PACKAGES = frozenset({"documents", "diagnostics", "language", "providers", "values"})
"""Where the records and enumerations of a procedure are declared; no other class is written or read.

These packages are pure: importing a module of theirs does nothing.
"""

Outside = Callable[[object], list[Json] | None]
"""The name of an object that is not copied; None for one that is."""


class NotKeptError(Exception):
    """A value holds something that is not written."""


class RecordWriter:
    """Writes one value, of records, enumerations, lists, tuples, sets, mappings with texts as keys, and scalars."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        self._classes: dict[type, int] = {}
        self._places: dict[int, int] = {}

    def write(self, value: object) -> Json:
        """The value as JSON. Errors: NotKeptError, RecursionError."""
        body = self._value(value)
        names: list[Json] = [f"{cls.__module__}:{cls.__name__}" for cls in self._classes]
        return [names, body]

    def _value(self, value: object) -> Json:
        if value is None or (isinstance(value, bool | str | int) and not isinstance(value, Enum)):
            return value
        place = self._places.get(id(value))
        if place is not None:
            return ["r", place]
        written = self._compound(value)
        self._places[id(value)] = len(self._places)
        return written

    def _compound(self, value: object) -> Json:
        match value:
            case list():
                return ["l", *map(self._value, value)]
            case tuple():
                return ["t", *map(self._value, value)]
            case frozenset():
                return ["s", *map(self._value, value)]
            case dict():
                return self._mapping(value)
            case Enum():
                return ["e", self._class(type(value)), value.name]
            case Decimal():
                return ["d", str(value)]
            case float():
                return ["f", repr(value)]
            case _:
                return self._named(value)

    def _named(self, value: object) -> Json:
        """A record, or what lies outside."""
        name = self._outside(value)
        if name is not None:
            return ["o", *name]
        if not is_record(type(value)):
            raise NotKeptError(f"{type(value).__name__} is no record")
        return [self._class(type(value)), *(self._value(getattr(value, name)) for name in fields(value))]

    def _mapping(self, value: dict[object, object]) -> Json:
        if not all(key.__class__ is str for key in value):
            raise NotKeptError("a key is no text")
        return {str(key): self._value(one) for key, one in value.items()}

    def _class(self, cls: type) -> int:
        if not _is_known(cls.__module__):
            raise NotKeptError(f"{cls.__module__} is not among the modules of a procedure")
        return self._classes.setdefault(cls, len(self._classes))


class RecordReader:
    """Reads what `RecordWriter` wrote. `named`: the object outside that has this name. Errors: LookupError."""

    def __init__(self, named: Callable[[list[Json]], object]) -> None:
        self._named = named
        self._classes: list[type] = []
        self._values: list[object] = []

    def read(self, data: Json) -> object:
        """The value. Errors: ValueError, ImportError, LookupError, TypeError, ArithmeticError, AttributeError."""
        match data:
            case [list(names), body]:
                self._classes = [_class_of(name) for name in names]
                return self._value(body)
            case _:
                raise ValueError("a table and a value were expected")

    def _value(self, data: Json) -> object:
        made: object
        if isinstance(data, list):
            head = data[0]
            if head == "r":
                return self._values[_number(data[1])]
            made = self._record(head, data) if isinstance(head, int) else self._other(head, data)
        elif isinstance(data, dict):
            made = {key: self._value(one) for key, one in data.items()}
        else:
            return data
        self._values.append(made)
        return made

    def _record(self, place: int, data: list[Json]) -> object:
        made: object = self._classes[place](*self._all(data))
        return made

    def _all(self, data: list[Json]) -> list[object]:
        value = self._value
        return [value(one) if isinstance(one, list | dict) else one for one in data[1:]]

    def _other(self, head: Json, data: list[Json]) -> object:
        match head:
            case "t":
                return tuple(self._all(data))
            case "l":
                return self._all(data)
            case "s":
                return frozenset(self._all(data))
            case "e":
                return getattr(self._classes[_number(data[1])], "__members__", {})[data[2]]
            case "d":
                return Decimal(str(data[1]))
            case "f":
                return float(str(data[1]))
            case "o":
                return self._named(data[1:])
            case _:
                raise ValueError("a list begins with what it stands for")


def _number(data: Json) -> int:
    if isinstance(data, int):
        return data
    raise ValueError("a place is a number")


def _is_known(module: str) -> bool:
    root, _, rest = module.partition(".")
    return root == "runbook" and rest.partition(".")[0] in PACKAGES


def _class_of(name: Json) -> type:
    module, _, cls = str(name).partition(":")
    found = vars(import_module(module)).get(cls) if _is_known(module) else None
    if isinstance(found, type) and (is_record(found) or issubclass(found, Enum)):
        return found
    raise ValueError("a class of the table is not known")
