"""From files to procedures: one library and one cache for the life of a command."""

import os
from pathlib import Path

from runbook.cli.shared_expressions import SharedExpressions
from runbook.diagnostics.diagnostic import Diagnostic, has_errors
from runbook.diagnostics.source import Source, Span
from runbook.documents.node import Document
from runbook.documents.yaml import load_document
from runbook.frozen import field, frozen
from runbook.language.link import link
from runbook.language.parse import parse
from runbook.language.playbook import Playbook
from runbook.language.procedure import Procedure
from runbook.runtime.cache import Cache
from runbook.runtime.engine import engine
from runbook.runtime.library import DiskLibrary
from runbook.runtime.state import StateError, cache_directory


@frozen
class Read:
    """What became of one playbook's text. `procedure` is None when there are errors among `found`."""

    source: Source
    document: Document | None
    procedure: Procedure | None
    found: list[Diagnostic] = field(default_factory=list)


class Reading:
    """Reads playbooks and the contracts they name."""

    def __init__(self) -> None:
        self._cache = _cache()
        self._expressions = SharedExpressions(self._cache)
        self.library = DiskLibrary(self._used, cache=self._cache)

    def playbook(self, source: Source) -> Read:
        """The procedure of a playbook's text, or why there is none."""
        document, found = load_document(source)
        if document is None:
            return Read(source, None, None, found)
        with self._expressions.of(source):
            playbook, parsed = parse(document, self._expressions)
            procedure, linked = link(playbook, self.library, self._expressions) if playbook else (None, [])
        found = [*found, *parsed, *linked]
        return Read(source, document, None if has_errors(found) else procedure, found)

    def contract(self, source: Source) -> list[Diagnostic]:
        """What is wrong, or odd, about an OpenAPI document on this machine."""
        return self.library.contract(Path(source.name).name, Span(source, 0, 0))[1]

    def _used(self, source: Source) -> tuple[Playbook | None, list[Diagnostic]]:
        """A playbook that another one uses."""
        document, found = load_document(source)
        if document is None:
            return None, found
        with self._expressions.of(source):
            playbook, parsed = parse(document, self._expressions)
        return playbook, [*found, *parsed]


def _cache() -> Cache | None:
    """The cache of this user; none where there is no place for one, which only costs time."""
    try:
        return Cache(cache_directory(os.environ), engine())
    except StateError:
        return None
