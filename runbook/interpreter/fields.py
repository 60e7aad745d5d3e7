"""Reading the members of a recorded mapping, each as the type it must have."""

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

from runbook.interpreter.encoded_values import decode, decode_all
from runbook.values.json import Json
from runbook.values.numbers import is_number
from runbook.values.unknown import Value

Choice = TypeVar("Choice", bound=Enum)


class CodecError(Exception):
    """A record cannot be read. `reason`: one sentence."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Fields:
    """The members of one record. A member that a later version added is absent in an old record: then the default."""

    def __init__(self, kind: str, members: Mapping[str, Json]) -> None:
        self._kind = kind
        self._members = members

    def _wrong(self, name: str, wanted: str) -> CodecError:
        return CodecError(f'"{name}" of a record of type {self._kind} is not {wanted}')

    def text(self, name: str, default: str | None = None) -> str:
        """A text."""
        found = self._members.get(name, default)
        if not isinstance(found, str):
            raise self._wrong(name, "text")
        return found

    def optional_text(self, name: str) -> str | None:
        """A text or nothing."""
        return None if self._members.get(name) is None else self.text(name)

    def integer(self, name: str) -> int:
        """A whole number."""
        found = self._members.get(name)
        if not isinstance(found, int) or isinstance(found, bool):
            raise self._wrong(name, "a whole number")
        return found

    def optional_integer(self, name: str) -> int | None:
        """A whole number or nothing."""
        return None if self._members.get(name) is None else self.integer(name)

    def number(self, name: str) -> float:
        """A number."""
        found = self._members.get(name)
        if not is_number(found):
            raise self._wrong(name, "a number")
        return float(found)

    def optional_number(self, name: str) -> float | None:
        """A number or nothing."""
        return None if self._members.get(name) is None else self.number(name)

    def flag(self, name: str) -> bool:
        """True or false; false when absent."""
        found = self._members.get(name, False)
        if not isinstance(found, bool):
            raise self._wrong(name, "true or false")
        return found

    def choice(self, name: str, options: type[Choice], default: Choice | None = None) -> Choice:
        """A member of an enum."""
        if default is not None and name not in self._members:
            return default
        try:
            return options(self._members.get(name))
        except ValueError:
            raise self._wrong(name, f"one of {', '.join(str(option.value) for option in options)}") from None

    def json(self, name: str) -> Json:
        """Any JSON, as it is."""
        return self._members.get(name)

    def value(self, name: str) -> Value:
        """Any value."""
        try:
            return decode(self._members.get(name))
        except ValueError as error:
            raise CodecError(str(error)) from error

    def values(self, name: str) -> dict[str, Value]:
        """Named values; none when absent."""
        found = self._members.get(name, {})
        if not isinstance(found, dict):
            raise self._wrong(name, "a mapping")
        try:
            return decode_all(found)
        except ValueError as error:
            raise CodecError(str(error)) from error

    def optional_values(self, name: str) -> dict[str, Value] | None:
        """Named values or nothing."""
        return None if self._members.get(name) is None else self.values(name)

    def texts(self, name: str) -> dict[str, str]:
        """Named texts; none when absent."""
        found = self._members.get(name, {})
        if not isinstance(found, dict):
            raise self._wrong(name, "a mapping")
        return {key: Fields(self._kind, found).text(key) for key in found}

    def items(self, name: str) -> tuple[Value, ...] | None:
        """A list of values or nothing."""
        found = self.value(name)
        if found is None:
            return None
        if not isinstance(found, list):
            raise self._wrong(name, "a list")
        return tuple(found)

    def integers(self, name: str) -> tuple[int, ...]:
        """A list of whole numbers; empty when absent."""
        found = self._members.get(name, [])
        if not isinstance(found, list):
            raise self._wrong(name, "a list")
        return tuple(Fields(self._kind, {name: element}).integer(name) for element in found)

    def list_of_texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        found = self._members.get(name)
        if not isinstance(found, list):
            raise self._wrong(name, "a list")
        return tuple(Fields(self._kind, {name: element}).text(name) for element in found)

    def optional_texts(self, name: str) -> tuple[str, ...] | None:
        """A list of texts or nothing."""
        return None if self._members.get(name) is None else self.list_of_texts(name)

    def inner(self, name: str) -> "Fields":
        """A record inside this one."""
        found = self._members.get(name)
        if not isinstance(found, dict):
            raise self._wrong(name, "a mapping")
        return Fields(f"{self._kind}.{name}", found)
