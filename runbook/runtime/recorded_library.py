"""Where a playbook's references lead in a journal: to the texts the run began with, whatever today's files say."""

import posixpath
from collections.abc import Iterable
from itertools import takewhile
from typing import TYPE_CHECKING

from runbook.deferred import deferred
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source, Span
from runbook.documents.bundled import BUNDLED_CONTRACTS
from runbook.runtime.contracts import Texts, read_contract
from runbook.runtime.files import STDIN
from runbook.runtime.library import ReadPlaybook

if TYPE_CHECKING:
    from runbook.language.playbook import Playbook
    from runbook.providers import adapters
    from runbook.providers.adapter import Adapter
    from runbook.providers.contract import Contract
    from runbook.runtime import plugins
else:
    adapters = deferred("runbook.providers.adapters")
    plugins = deferred("runbook.runtime.plugins")


class RecordedLibrary:
    """Texts by the names they had. No file is read.

    Names were relative to wherever the run began, and of two files with one text only one is kept, so a reference
    leads to the name that shares its ending. That it leads to the right text, the procedure's digest says.
    """

    def __init__(self, texts: Iterable[Source], read_playbook: ReadPlaybook) -> None:
        self._texts = {source.name: source for source in texts}
        self._read_playbook = read_playbook

    def contract(
        self, reference: str, span: Span, overlay: str | None = None
    ) -> "tuple[Contract | None, list[Diagnostic]]":
        """The contract that the run used under this reference."""
        shipped = reference in BUNDLED_CONTRACTS
        main = self._texts.get(f"contracts/{reference}.yaml") if shipped else self._at(span.source.name, reference)
        over = self._at(span.source.name, overlay) if overlay else None
        if main is None or (overlay and over is None):
            return None, [_missing(reference if main is None else str(overlay), span)]
        name = posixpath.splitext(posixpath.basename(reference))[0]
        sibling = _no_sibling if shipped else lambda other: self._at(main.name, other)
        return read_contract(Texts(name, main, over, sibling), None)

    def playbook(self, reference: str, span: Span) -> "tuple[Playbook | None, list[Diagnostic]]":
        """The playbook that the run used under this reference."""
        source = self._at(span.source.name, reference)
        return (None, [_missing(reference, span)]) if source is None else self._read_playbook(source)

    def adapter(self, name: str) -> "Adapter":
        """The adapter of that name, shipped or installed; the plain one when there is none."""
        if not name or name in adapters.ADAPTERS:
            return adapters.adapter(name)
        return plugins.installed_adapter(name) or adapters.adapter("plain")

    def signers(self, reference: str, span: Span) -> list[Diagnostic]:
        """Who may approve was asked before the run began."""
        del reference, span
        return []

    def _at(self, base: str, reference: str) -> Source | None:
        """The text that `reference`, written in the text called `base`, led to."""
        folder = "" if base == STDIN else posixpath.dirname(base)
        wanted = posixpath.normpath(posixpath.join(folder, reference))
        if wanted in self._texts:
            return self._texts[wanted]
        nearest = max(self._texts, key=lambda name: _shared(name, wanted), default="")
        return self._texts[nearest] if _shared(nearest, wanted) else None


def _shared(name: str, other: str) -> int:
    """How many parts the endings of two paths have in common."""
    pairs = zip(reversed(name.split("/")), reversed(other.split("/")), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _missing(reference: str, span: Span) -> Diagnostic:
    help = "what the run sent stands in its journal; go on by hand with the provider"
    return Diagnostic("procedure-changed", f'the journal does not hold what "{reference}" led to', span, help=help)


def _no_sibling(name: str) -> Source | None:
    """Shipped contracts stand alone."""
    del name
    return None
