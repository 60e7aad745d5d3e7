"""Every request that reached the simulated providers, and whether it changed anything."""

import threading
from collections import Counter
from typing import TypeAlias

from runbook.frozen import frozen, replace
from runbook.values.canonical import digest_text
from runbook.values.json import Json
from runbook.values.numbers import measured


@frozen
class Entry:
    """One request and what became of it.

    `at`: seconds since the epoch. `operation`: its alias, `operation_id`: its operationId; empty when none was found.
    `key`: the id it is about. `subject`: as whom it came, never the token. `status`: None when no answer was given.
    `applied`: whether the world changed. `violation`: what breaks the contract. `fault`: what we did to it on purpose.
    """

    sequence: int
    at: float
    provider: str
    method: str
    path: str
    body: str = ""
    operation: str = ""
    operation_id: str = ""
    key: str = ""
    subject: str = ""
    status: int | None = None
    applied: bool = False
    violation: str = ""
    fault: str = ""

    def described(self) -> Json:
        """The entry as JSON, with the digest of its body."""
        return {
            "sequence": self.sequence,
            "at": measured(self.at),
            "provider": self.provider,
            "method": self.method,
            "path": self.path,
            "body": self.body,
            "body_digest": digest_text(self.body),
            "operation": self.operation,
            "operation_id": self.operation_id,
            "key": self.key,
            "subject": self.subject,
            "status": self.status,
            "applied": self.applied,
            "violation": self.violation,
            "fault": self.fault,
        }


Applied: TypeAlias = Counter[tuple[str, str, str]]
"""(provider, operation alias, id) -> how often it took effect."""


class Ledger:
    """The entries in the order in which the requests came; safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: list[Entry] = []

    def open(self, *, at: float, provider: str, method: str, path: str) -> Entry:
        """Record that a request came, before anything is done about it."""
        with self._lock:
            entry = Entry(len(self._entries) + 1, at, provider, method, path)
            self._entries.append(entry)
            return entry

    def amend(self, entry: Entry) -> None:
        """Record what became of a request."""
        with self._lock:
            if entry.sequence <= len(self._entries):
                self._entries[entry.sequence - 1] = entry

    def followed(self, entry: Entry, *, credential: bool) -> None:
        """Record that somebody followed a redirect to another host, with a credential or without."""
        carried = "with its credential" if credential else "without a credential"
        self.amend(replace(entry, violation=f"followed a redirect to another host, {carried}", status=404))

    def mark_applied(self, sequence: int) -> None:
        """Record that the effect of a request landed after its answer."""
        with self._lock:
            if sequence <= len(self._entries):
                self._entries[sequence - 1] = replace(self._entries[sequence - 1], applied=True)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._entries.clear()

    def entries(self) -> tuple[Entry, ...]:
        """Every entry so far."""
        with self._lock:
            return tuple(self._entries)

    def sent(self, operation: str, key: str) -> int:
        """How many requests for an operation (alias or operationId) on an id arrived."""
        return sum(1 for entry in self._about(operation, key))

    def applied(self, operation: str, key: str) -> int:
        """How many of them took effect."""
        return sum(1 for entry in self._about(operation, key) if entry.applied)

    def violations(self) -> tuple[str, ...]:
        """Everything that broke a contract."""
        return tuple(entry.violation for entry in self.entries() if entry.violation)

    def applied_counts(self) -> Applied:
        """How often each operation took effect on each id."""
        return Counter((entry.provider, entry.operation, entry.key) for entry in self.entries() if entry.applied)

    def _about(self, operation: str, key: str) -> tuple[Entry, ...]:
        return tuple(
            entry
            for entry in self.entries()
            if entry.key == key and operation in (entry.operation, entry.operation_id) and operation
        )
