"""What is known and what is found while one playbook is linked."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Protocol

from runbook.diagnostics.diagnostic import Diagnostic, Related, Severity
from runbook.diagnostics.source import Span
from runbook.language.declared import Input, ProviderUse
from runbook.language.expressions import ExpressionParser
from runbook.language.header_names import named_headers
from runbook.language.passed_values import passes_values
from runbook.language.playbook import Hole, Playbook, Word
from runbook.language.reach import Reach
from runbook.language.references import ALL, ITEM_FIELDS, fields_read, item_fields_read
from runbook.language.results import item_mark
from runbook.language.template import Condition, Template
from runbook.providers.adapter import Adapter
from runbook.providers.contract import Contract

FIELDS = frozenset({"state", "because", "status", "message", "response", "items", "outputs", "choice"})
"""Every field that a step's result can have."""


class Parser(ExpressionParser, Hashable, Protocol):
    """Turns text into expressions; what it made of a contract's text is remembered with it."""


class Library(Protocol):
    """Where a playbook's references lead. Spans tell which file refers: paths are relative to `span.source`."""

    def contract(
        self, reference: str, span: Span, overlay: str | None = None
    ) -> tuple[Contract | None, list[Diagnostic]]:
        """A shipped contract by name, or an OpenAPI document by path, with an overlay beside it."""

    def playbook(self, reference: str, span: Span) -> tuple[Playbook | None, list[Diagnostic]]:
        """Another playbook by path; never one outside the root."""

    def adapter(self, name: str) -> Adapter:
        """The adapter of that name; the plain one when there is none."""

    def signers(self, reference: str, span: Span) -> list[Diagnostic]:
        """Why there is no file of allowed signers at this path; nothing when there is one."""


class Linking:
    """One playbook being linked.

    `providers`: a hole for one that could not be linked; `ids`: step id -> the first of that id;
    `unauthorized`: providers whose `auth` is wrong, as was said; `headers`: those of answers that are read anywhere;
    `reach`: which texts are sent.
    """

    def __init__(self, playbook: Playbook, library: Library, expressions: Parser) -> None:
        self.playbook = playbook
        self.library = library
        self.expressions = expressions
        self.found: list[Diagnostic] = []
        self.inputs: dict[str, Input] = {}
        self.providers: dict[str, ProviderUse | Hole] = {}
        self.ids: dict[str, Word] = {}
        self.unauthorized: set[str] = set()
        self.headers = named_headers(playbook.readings)
        self.reach = Reach()
        self._reads = fields_read(playbook.readings)
        self._heeds = fields_read(playbook.step_readings)
        self._marks: dict[bool, frozenset[str]] = {}
        self._said: set[tuple[str, str, str, int, int]] = set()

    def report(
        self,
        rule: str,
        message: str,
        span: Span,
        *,
        label: str = "",
        help: str = "",
        related: tuple[Related, ...] = (),
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Something wrong with the playbook."""
        self.add([Diagnostic(rule, message, span, label, help, related, severity)])

    def add(self, found: Iterable[Diagnostic]) -> None:
        """Findings, each place and rule once."""
        for one in found:
            span = one.span
            place = (span.source.name, span.start, span.end) if span is not None else ("", 0, 0)
            key = (one.rule, one.message, *place)
            if key not in self._said:
                self._said.add(key)
                self.found.append(one)

    def keeps(self, id: str) -> frozenset[str]:
        """The fields of a step's result that some expression of the playbook reads."""
        return self._marked(_fields_of(self._reads, id), self.playbook.readings, heeded=False)

    def heeds(self, id: str) -> frozenset[str]:
        """Those that some expression outside `outputs` reads."""
        return self._marked(_fields_of(self._heeds, id), self.playbook.step_readings, heeded=True)

    def _marked(
        self, fields: frozenset[str], readings: tuple[Condition | Template, ...], *, heeded: bool
    ) -> frozenset[str]:
        """With a mark for each field of a loop's items that something reads; what a `use` is given may be."""
        if "items" not in fields:
            return fields
        if heeded not in self._marks:
            read = ITEM_FIELDS if passes_values(self.playbook.body) else item_fields_read(readings)
            self._marks[heeded] = frozenset(map(item_mark, read))
        return fields | self._marks[heeded]


def _fields_of(reads: Mapping[str, frozenset[str]], id: str) -> frozenset[str]:
    fields = reads.get(id, frozenset()) | reads.get(ALL, frozenset())
    return FIELDS if ALL in fields else fields & FIELDS
