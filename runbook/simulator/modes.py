"""Switching what the providers do not document, by name."""

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from runbook.frozen import fields, replace
from runbook.values.json import Json

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    M = TypeVar("M", bound=DataclassInstance)
else:
    M = TypeVar("M")


class ModeError(ValueError):
    """No such mode, or no such setting of it; its text says which there are."""


def changed_modes(modes: M, changes: Mapping[str, Json]) -> M:
    """The modes with some of them set anew. Errors: ModeError."""
    known = {one: getattr(modes, one) for one in fields(modes)}
    for name, value in changes.items():
        if name not in known:
            raise ModeError(f"no mode is called {name}; there are {', '.join(known)}")
        known[name] = _setting(name, known[name], value)
    return replace(modes, **known)


def described_modes(modes: M) -> dict[str, Json]:
    """Every mode and how it is set, as JSON."""
    return {one: _plain(getattr(modes, one)) for one in fields(modes)}


def _plain(setting: Enum | bool | int) -> Json:
    return setting.value if isinstance(setting, Enum) else setting


def _setting(name: str, current: Enum | bool | int, value: Json) -> Enum | bool | int:
    if isinstance(current, Enum):
        choices = {one.value: one for one in type(current)}
        if not isinstance(value, str) or value not in choices:
            raise ModeError(f"{name} is one of {', '.join(choices)}")
        return choices[value]
    if type(value) is not type(current) or not isinstance(value, bool | int):
        raise ModeError(f"{name} is {'true or false' if isinstance(current, bool) else 'a whole number'}")
    return value
