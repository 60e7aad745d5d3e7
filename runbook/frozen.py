"""Immutable records that cost nothing until they are used.

`dataclasses` compiles six methods for every class when its module is imported, 0.3 ms each time; the 170 records of a
dry run cost five times a bare interpreter start. A class marked here compiles its `__init__` when it is first called
and shares everything else. Type checkers read it as a frozen dataclass (PEP 681), pattern matching works as on one.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeVar, cast, dataclass_transform

T = TypeVar("T")

_MISSING = object()

_CALLS_BEFORE_COMPILING = 8
"""Compiling costs as much as some dozen calls without it."""


class _Default:
    """How a field comes by its value when none is given."""

    __slots__ = ("compared", "factory", "value")

    def __init__(self, value: object, factory: Callable[[], object] | None, compared: bool) -> None:
        self.value = value
        self.factory = factory
        self.compared = compared

    def made(self) -> object:
        """The value of a field that none was given for."""
        return self.value if self.factory is None else self.factory()


def field(*, default: Any = _MISSING, default_factory: Callable[[], Any] | None = None, compare: bool = True) -> Any:
    """A field with a default of its own making, or one that equality and the text form leave out."""
    return _Default(default, default_factory, compare)


@dataclass_transform(frozen_default=True, eq_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Make a class an immutable, slotted record of its annotated fields, in their order, those of its bases first."""
    own = tuple(name for name, kind in _annotations(cls).items() if "ClassVar" not in str(kind))
    defaults = {name: cls.__dict__[name] for name in own if name in cls.__dict__}
    left_out = {*defaults, "__dict__", "__weakref__"}
    body = {name: value for name, value in cls.__dict__.items() if name not in left_out}
    bases = [base for base in cls.__mro__[1:] if is_record(base)]
    inherited = bases[0] if bases else None
    body |= {
        "__slots__": own,
        "__match_args__": (*fields(inherited), *own),
        "__record_defaults__": {**getattr(inherited, "__record_defaults__", {}), **defaults},
        "__record_calls__": 0,
        "__init__": _first_init,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
        "__reduce__": _reduced,
    }
    for name, shared in (("__eq__", _first_equal), ("__hash__", _first_hash), ("__repr__", _text)):
        body.setdefault(name, shared)
    metaclass: Any = type(cls)
    made: type[T] = metaclass(cls.__name__, cls.__bases__, body)
    made.__qualname__ = cls.__qualname__
    return made


def _annotations(cls: type) -> dict[str, object]:
    return dict(cls.__dict__.get("__annotations__", {}))  # noqa: RUF063 - `inspect` costs 5 ms


def fields(record: object) -> tuple[str, ...]:
    """The names of a record's fields, of an instance or of the class."""
    names: tuple[str, ...] = getattr(record, "__match_args__", ())
    return names


def replace(record: T, **changes: Any) -> T:
    """The record with some fields changed. Errors: TypeError for a name that is no field."""
    cls: Any = type(record)
    shape = cls.__dict__.get("__record_shape__")
    if shape is None:
        shape = cls.__record_shape__ = _shape(fields(cls))
    read, places = shape
    values = list(read(record))
    try:
        for name, value in changes.items():
            values[places[name]] = value
    except KeyError as error:
        raise TypeError(f"{cls.__qualname__} has no field {error}") from None
    return cast("T", cls(*values))


def _shape(names: tuple[str, ...]) -> tuple[Callable[[Any], tuple[Any, ...]], dict[str, int]]:
    """All fields of a record at once, and the place of each; `attrgetter` gives no tuple of fewer than two."""
    few = len(names) < 2
    read = (lambda record: tuple(getattr(record, name) for name in names)) if few else attrgetter(*names)
    return read, {name: place for place, name in enumerate(names)}


def is_record(cls: object) -> bool:
    """Whether a class was made by `frozen`."""
    return isinstance(cls, type) and "__record_defaults__" in cls.__dict__


class FrozenError(AttributeError):
    """Somebody tried to change a record."""


def _refuse(self: object, name: str, *value: object) -> None:
    raise FrozenError(f"{type(self).__name__}.{name} cannot be changed")


def _first_init(self: Any, *given: Any, **named: Any) -> None:
    """Stands in for `__init__` until a class has been called so often that compiling pays."""
    cls = _owner(type(self), "__init__", _first_init)
    calls = cls.__record_calls__ = cls.__record_calls__ + 1
    if calls > _CALLS_BEFORE_COMPILING or not _is_bound(cls, self, given, named):
        cls.__init__ = _compiled_init(cls)
        cls.__init__(self, *given, **named)


def _is_bound(cls: Any, self: Any, given: tuple[Any, ...], named: dict[str, Any]) -> bool:
    """Set the fields one by one; False, and nothing done, when the arguments do not fit."""
    names = fields(cls)
    others = names[len(given) :]
    if len(given) > len(names) or not named.keys() <= set(others):
        return False
    values = dict(zip(names, given, strict=False)) | named
    for name in others:
        if name not in values:
            values[name] = _default(cls, name).made()
    if any(value is _MISSING for value in values.values()):
        return False
    for name, value in values.items():
        getattr(cls, name).__set__(self, value)
    if hasattr(cls, "__post_init__"):
        self.__post_init__()
    return True


def _first_equal(self: Any, other: object) -> Any:
    """Stands in for `__eq__` until the first comparison compiles it."""
    cls = _owner(type(self), "__eq__", _first_equal)
    mine, its = (_tuple_of(compared(cls), whose) for whose in ("self", "other"))
    body = f" return {mine} == {its} if other.__class__ is self.__class__ else NotImplemented"
    cls.__eq__ = _function(cls, "__eq__", "self, other", body, {})
    return cls.__eq__(self, other)


def _first_hash(self: Any) -> int:
    """Stands in for `__hash__` until the first call compiles it."""
    cls = _owner(type(self), "__hash__", _first_hash)
    cls.__hash__ = _function(cls, "__hash__", "self", f" return hash({_tuple_of(compared(cls), 'self')})", {})
    return hash(self)


def _owner(cls: type, name: str, shared: object) -> Any:
    return next(one for one in cls.__mro__ if one.__dict__.get(name) is shared)


def _tuple_of(names: tuple[str, ...], whose: str) -> str:
    return "(" + "".join(f"{whose}.{name}, " for name in names) + ")"


def compared(cls: Any) -> tuple[str, ...]:
    """The fields that equality looks at."""
    known: tuple[str, ...] | None = cls.__dict__.get("__record_compared__")
    if known is None:
        known = cls.__record_compared__ = tuple(name for name in fields(cls) if _default(cls, name).compared)
    return known


def _default(cls: Any, name: str) -> _Default:
    default = cls.__record_defaults__.get(name, _MISSING)
    return default if isinstance(default, _Default) else _Default(default, None, True)


def _compiled_init(cls: Any) -> Callable[..., None]:
    """The `__init__` that a dataclass would have: it sets each slot through its own descriptor."""
    scope: dict[str, Any] = {"_MISSING": _MISSING}
    parameters, lines = [], []
    for name in fields(cls):
        scope[f"_set_{name}"] = getattr(cls, name).__set__
        default = _default(cls, name)
        if default.factory is not None:
            scope[f"_make_{name}"] = default.factory
            parameters.append(f"{name}=_MISSING")
            lines.append(f" _set_{name}(self, _make_{name}() if {name} is _MISSING else {name})")
        else:
            scope[f"_default_{name}"] = default.value
            parameters.append(name if default.value is _MISSING else f"{name}=_default_{name}")
            lines.append(f" _set_{name}(self, {name})")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    return _function(cls, "__init__", ", ".join(("self", *parameters)), "\n".join(lines or [" pass"]), scope)


def _function(cls: type, name: str, parameters: str, body: str, scope: dict[str, Any]) -> Callable[..., Any]:
    """A method compiled from text that holds nothing but field names."""
    exec(f"def {name}({parameters}):\n{body}", scope)
    made: Callable[..., Any] = scope[name]
    made.__qualname__ = f"{cls.__qualname__}.{name}"
    return made


def _text(self: Any) -> str:
    shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in compared(type(self)))
    return f"{type(self).__qualname__}({shown})"


def _reduced(self: Any) -> tuple[type, tuple[Any, ...]]:
    """How it is copied and pickled: made again of its fields."""
    return type(self), tuple(getattr(self, name) for name in fields(self))
