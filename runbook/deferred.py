"""Costly things when they are first used.

Import a library when it is first used, from a line that stands at the top like any other import.

`jinja2` costs 6 times, `jsonschema` 9 times a bare interpreter start; most commands never need them.
Type checkers read the real import under TYPE_CHECKING beside each use.
"""

import importlib
import re
import sys
from types import ModuleType
from typing import cast


class _Deferred(ModuleType):
    """Stands in for a module and becomes transparent on first use."""

    def __getattr__(self, name: str) -> object:
        loaded = self.__dict__.get("__loaded__")
        if loaded is None:
            loaded = self.__dict__["__loaded__"] = importlib.import_module(self.__name__)
        return getattr(loaded, name)


def deferred(name: str) -> ModuleType:
    """The module `name`, loaded at its first attribute access; errors: ImportError then."""
    return sys.modules.get(name) or _Deferred(name)


class _Pattern:
    """A regular expression that is compiled when it is first used; most runs use few of those they import."""

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        value: object = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, value)
        return value


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile` without its cost at import, about 0.4 ms each; errors: re.error at the first use."""
    return cast("re.Pattern[str]", _Pattern(text, flags))
