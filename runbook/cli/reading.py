"""From files to procedures: one library and one cache for the life of a command."""

import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from runbook.deferred import deferred
from runbook.diagnostics.diagnostic import Diagnostic, has_errors
from runbook.diagnostics.source import Source, Span
from runbook.frozen import field, frozen
from runbook.planning.proved import Examined
from runbook.runtime.asked import Asking
from runbook.runtime.cache import Cache
from runbook.runtime.cache_key import cache_key
from runbook.runtime.engine import engine
from runbook.runtime.kept_readings import KeptReadings
from runbook.runtime.library import DiskLibrary
from runbook.runtime.state import StateError, cache_directory, state_directory

if TYPE_CHECKING:
    from runbook.cli import shared_expressions
    from runbook.cli.shared_expressions import SharedExpressions
    from runbook.documents import yaml
    from runbook.documents.node import Document
    from runbook.language import link, parse
    from runbook.language.playbook import Playbook
    from runbook.language.procedure import Procedure
else:
    shared_expressions = deferred("runbook.cli.shared_expressions")
    yaml = deferred("runbook.documents.yaml")
    parse = deferred("runbook.language.parse")
    link = deferred("runbook.language.link")


@frozen
class Read:
    """What became of one playbook's text. `procedure` is None when there are errors among `found`."""

    source: Source
    document: "Document | None"
    procedure: "Procedure | None"
    found: list[Diagnostic] = field(default_factory=list)


class Reading:
    """Reads playbooks and the contracts they name."""

    def __init__(self) -> None:
        self._cache = _cache()
        self.library = DiskLibrary(self._used, cache=self._cache)
        self._kept = KeptReadings(self._cache, self.library)

    @cached_property
    def _expressions(self) -> "SharedExpressions":
        """Needed only where something is read anew."""
        return shared_expressions.SharedExpressions(self._cache)

    def playbook(self, source: Source) -> Read:
        """Everything that becomes of a playbook's text."""
        return self._read(source, Asking(self.library))

    def procedure(self, source: Source) -> "tuple[Procedure | None, list[Diagnostic]]":
        """The procedure of a playbook's text, or why there is none; as it was kept, while nothing has changed."""
        kept = self._kept.procedure(source)
        if kept is not None:
            return kept, []
        asking = Asking(self.library)
        read = self._read(source, asking)
        if read.procedure is not None:
            self._kept.keep_procedure(source, asking, read.procedure)
        return read.procedure, read.found

    def kept(self, source: Source) -> Examined | None:
        """What `examined` made of a text the last time, while nothing has changed."""
        return self._kept.examined(source)

    def examined(self, source: Source, examine: Callable[[Read], Examined]) -> Examined:
        """What `examine` makes of what becomes of a text; as it was kept, while nothing has changed."""
        kept = self.kept(source)
        if kept is not None:
            return kept
        asking = Asking(self.library)
        examined = examine(self._read(source, asking))
        self._kept.keep_examined(source, asking, examined)
        return examined

    def _read(self, source: Source, asking: Asking) -> Read:
        document, found = yaml.load_document(source)
        if document is None:
            return Read(source, None, None, found)
        with self._expressions.of(source):
            playbook, parsed = parse.parse(document, self._expressions)
            procedure, linked = link.link(playbook, asking, self._expressions) if playbook else (None, [])
        found = [*found, *parsed, *linked]
        return Read(source, document, None if has_errors(found) else procedure, found)

    def contract(self, source: Source) -> list[Diagnostic]:
        """What is wrong, or odd, about an OpenAPI document on this machine."""
        return self.library.contract(Path(source.name).name, Span(source, 0, 0))[1]

    def _used(self, source: Source) -> "tuple[Playbook | None, list[Diagnostic]]":
        """A playbook that another one uses."""
        document, found = yaml.load_document(source)
        if document is None:
            return None, found
        with self._expressions.of(source):
            playbook, parsed = parse.parse(document, self._expressions)
        return playbook, [*found, *parsed]


def _cache() -> Cache | None:
    """The cache of this user; none where it is off or there is no place for one, which only costs time."""
    try:
        directory = cache_directory(os.environ)
        key = cache_key(state_directory(os.environ)) if directory is not None else None
    except StateError:
        return None
    return Cache(directory, engine(), key) if directory is not None and key is not None else None
