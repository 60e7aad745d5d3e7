"""Import a costly library when it is first used, from a line that stands at the top like any other import.

`jinja2` costs 6 times, `jsonschema` 9 times a bare interpreter start; most commands never need them.
Type checkers read the real import under TYPE_CHECKING beside each use.
"""

import importlib
import sys
from types import ModuleType


class _Deferred(ModuleType):
    """Stands in for a module and becomes transparent on first use."""

    def __getattr__(self, name: str) -> object:
        return getattr(importlib.import_module(self.__name__), name)


def deferred(name: str) -> ModuleType:
    """The module `name`, loaded at its first attribute access; errors: ImportError then."""
    return sys.modules.get(name) or _Deferred(name)
