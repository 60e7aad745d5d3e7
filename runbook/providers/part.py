"""A cursor over a contract that is being imported: it knows its place, follows `$ref`s and reports what it finds."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from runbook.diagnostics.diagnostic import Diagnostic, Related, Severity
from runbook.diagnostics.source import Span
from runbook.frozen import frozen
from runbook.providers.origins import Origins
from runbook.providers.targets import target_of
from runbook.values.json import Json, Pointer, at_pointer
from runbook.values.numbers import is_number, number_text

_LONGEST_CHAIN = 32


@dataclass(slots=True)
class Reading:
    """One import: the merged data, where its parts were written, and the findings so far.

    `loose_refs`: whether members beside a `$ref` count, as they do since OpenAPI 3.1.
    """

    root: Json
    origins: Origins
    loose_refs: bool = True
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _seen: set[tuple[str, str, Span | None]] = field(default_factory=set)

    def report(
        self,
        rule: str,
        message: str,
        pointer: Pointer,
        *,
        key: bool = False,
        severity: Severity = Severity.ERROR,
        label: str = "",
        help: str = "",
        other: tuple[tuple[Pointer, str], ...] = (),
    ) -> None:
        """Note a finding about `pointer`, once. `other`: further places, each with its label."""
        span = self.origins.span(pointer, key=key)
        if (rule, message, span) in self._seen:
            return
        self._seen.add((rule, message, span))
        related = tuple(Related(self.origins.span(place, key=True), text) for place, text in other)
        self.diagnostics.append(Diagnostic(rule, message, span, label, help, related, severity))

    def note_once(self, rule: str, message: str, pointer: Pointer) -> None:
        """Note a finding where it was met first, however often it is met."""
        if (rule, message, None) not in self._seen:
            self._seen.add((rule, message, None))
            self.report(rule, message, pointer, severity=Severity.NOTE)


@frozen
class Part:
    """One value of the contract that is being imported."""

    reading: Reading
    pointer: Pointer
    data: Json

    def child(self, key: str) -> "Part | None":
        """The member `key`, as written; None when it is absent or null."""
        if not isinstance(self.data, dict) or self.data.get(key) is None:
            return None
        return Part(self.reading, (*self.pointer, key), self.data[key])

    def at(self, pointer: Pointer) -> "Part":
        """What stands below this part at `pointer`; None's place when nothing does."""
        found, value = at_pointer(self.data, tuple(str(key) for key in pointer))
        return Part(self.reading, (*self.pointer, *pointer), value if found else None)

    def members(self) -> "Iterator[tuple[str, Part]]":
        """The members of a mapping."""
        if isinstance(self.data, dict):
            for key, value in self.data.items():
                yield key, Part(self.reading, (*self.pointer, key), value)

    def fields(self) -> "Iterator[tuple[str, Part]]":
        """The members of a mapping without its extensions."""
        return ((key, part) for key, part in self.members() if not key.startswith("x-"))

    def elements(self) -> "Iterator[Part]":
        """The elements of a list."""
        if isinstance(self.data, list):
            for index, value in enumerate(self.data):
                yield Part(self.reading, (*self.pointer, index), value)

    def resolved(self) -> "Part | None":
        """What its `$ref` leads to, itself without one; None when it leads nowhere (already reported)."""
        part = self
        for _ in range(_LONGEST_CHAIN):
            reference = part.data.get("$ref") if isinstance(part.data, dict) else None
            if not isinstance(reference, str):
                return part
            target = target_of(self.reading.root, reference)
            if target is None:
                return None
            part = Part(self.reading, *target)
        self.reading.report("contract-reference", "this reference leads back to itself", self.pointer)
        return None

    def mapping(self, key: str) -> "Part | None":
        """The member `key` with its `$ref` followed; reports what is not a mapping."""
        return self._child_of(key, dict, "a mapping")

    def listing(self, key: str) -> "Part | None":
        """The member `key`; reports what is not a list."""
        return self._child_of(key, list, "a list")

    def _child_of(self, key: str, kind: type, words: str) -> "Part | None":
        child = self.child(key)
        found = child and child.resolved()
        if child is None or found is None or isinstance(found.data, kind):
            return found
        self.reading.report("contract-syntax", f"`{key}` must be {words}", found.pointer)
        return None

    def text(self, key: str) -> str:
        """The text of the member `key`; a number counts as its text; else the empty text."""
        value = self.data.get(key) if isinstance(self.data, dict) else None
        if isinstance(value, str):
            return value
        return number_text(value) if is_number(value) else ""

    def flag(self, key: str) -> bool | None:
        """The member `key` when it is true or false."""
        value = self.data.get(key) if isinstance(self.data, dict) else None
        return value if isinstance(value, bool) else None

    def report(self, rule: str, message: str, *, key: bool = False, help: str = "", label: str = "") -> None:
        """An error here."""
        self.reading.report(rule, message, self.pointer, key=key, help=help, label=label)

    def warn(self, rule: str, message: str, *, key: bool = False, help: str = "") -> None:
        """A warning here."""
        self.reading.report(rule, message, self.pointer, key=key, help=help, severity=Severity.WARNING)

    def note(self, rule: str, message: str, *, key: bool = False, help: str = "") -> None:
        """A note here."""
        self.reading.report(rule, message, self.pointer, key=key, help=help, severity=Severity.NOTE)
