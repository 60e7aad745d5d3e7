"""Typed reading of a normal form, which phase 1 wrote and which therefore has no surprises."""

from runbook.frozen import frozen
from runbook.values.json import Json
from runbook.values.numbers import is_number

FORMAT = 2
"""The version of the normal form; a cache keys by it too."""


@frozen
class Record:
    """One mapping of a normal form; a member that is absent reads as the empty value of its type."""

    data: Json

    def at(self, key: str) -> Json:
        """The member `key`, None when it is absent."""
        return self.data.get(key) if isinstance(self.data, dict) else None

    def text(self, key: str) -> str:
        """The text at `key`."""
        value = self.at(key)
        return value if isinstance(value, str) else ""

    def optional(self, key: str) -> str | None:
        """The text at `key`, None when it is absent."""
        value = self.at(key)
        return value if isinstance(value, str) else None

    def flag(self, key: str) -> bool:
        """Whether `key` is true."""
        return self.at(key) is True

    def number(self, key: str) -> float:
        """The number at `key`."""
        value = self.at(key)
        return float(value) if is_number(value) else 0.0

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts at `key`."""
        value = self.at(key)
        return tuple(element for element in value if isinstance(element, str)) if isinstance(value, list) else ()

    def records(self, key: str) -> "tuple[Record, ...]":
        """The list of mappings at `key`."""
        value = self.at(key)
        return tuple(Record(element) for element in value) if isinstance(value, list) else ()

    def mapping(self, key: str) -> "dict[str, Record]":
        """The members of the mapping at `key`."""
        value = self.at(key)
        return {name: Record(member) for name, member in value.items()} if isinstance(value, dict) else {}

    def record(self, key: str) -> "Record | None":
        """The mapping at `key`, None when there is none."""
        value = self.at(key)
        return Record(value) if isinstance(value, dict) else None


def names_of(operation: Record) -> tuple[str, ...]:
    """Every name an operation can be called by: its alias, its operationId; `METHOD path` when it has neither."""
    names = [name for name in (operation.text("alias"), operation.text("operationId")) if name]
    return tuple(dict.fromkeys(names)) or (f"{operation.text('method')} {operation.text('path')}",)
