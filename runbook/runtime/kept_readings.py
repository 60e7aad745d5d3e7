"""What became of playbooks when they were last read, kept for as long as nothing that it rests on changes.

That is the playbook's text, everything its reading asked of the library, and the engine (the cache's own key).
"""

import json
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from runbook.deferred import deferred
from runbook.diagnostics.source import Source
from runbook.planning.proved import Examined
from runbook.runtime import kept_findings, kept_proofs
from runbook.runtime.asked import Asking, Note, contracts_of, notes_json, read_notes, still_holds
from runbook.runtime.cache import Cache
from runbook.runtime.library import DiskLibrary
from runbook.values.json_codec import read_json, write_json

if TYPE_CHECKING:
    from runbook.language.procedure import Procedure
    from runbook.runtime import kept_procedures
else:
    kept_procedures = deferred("runbook.runtime.kept_procedures")


class KeptReadings:
    """One file of the cache for each playbook and kind of result, so that it does not grow with every change."""

    def __init__(self, cache: Cache | None, library: DiskLibrary) -> None:
        self._cache = cache
        self._library = library

    def procedure(self, source: Source) -> "Procedure | None":
        """The procedure that this text still is."""
        found = self._find("procedures", source)
        if found is None:
            return None
        notes, data = found
        try:
            return kept_procedures.read(data, self._sources(source), contracts_of(self._library, notes))
        except ValueError:
            return None

    def keep_procedure(self, source: Source, asking: Asking, procedure: "Procedure") -> None:
        """Keep the procedure of a text."""
        sources = self._sources(source)
        data = kept_procedures.written(procedure, sources, asking.contracts) if self._cache else None
        if data is not None:
            self._keep("procedures", source, asking, data)

    def examined(self, source: Source) -> Examined | None:
        """All findings that there still are about this text, and its proof."""
        found = self._find("findings", source)
        if found is None:
            return None
        sources = self._sources(source)
        try:
            match read_json(found[1]):
                case [list(names), kept, proof]:
                    findings = kept_findings.read(kept, [sources[str(name)] for name in names])
                    return Examined(tuple(findings), kept_proofs.read(proof))
                case _:
                    return None
        except (ValueError, LookupError, TypeError):
            return None

    def keep_examined(self, source: Source, asking: Asking, examined: Examined) -> None:
        """Keep all findings about a text, if each stands in a text that is read for it every time; and its proof."""
        known, findings = self._sources(source), examined.findings
        places = [one.span for one in findings] + [other.span for one in findings for other in one.related]
        sources = {span.source.name: span.source for span in places if span is not None}
        if all(known.get(name) is one for name, one in sources.items()):
            found = kept_findings.written(findings, list(sources.values()))
            data = write_json([list(sources), found, kept_proofs.written(examined.proof)])
            self._keep("findings", source, asking, data.encode("ascii"))

    def _find(self, kind: str, source: Source) -> tuple[list[Note], bytes] | None:
        """What was kept for this very text, if all that it rests on still holds."""
        kept = self._cache.find_bytes(kind, _key(source)) if self._cache else None
        if kept is None:
            return None
        header, _, data = kept.partition(b"\n")
        try:
            digest, asked = json.loads(header)
            notes = read_notes(asked)
        except (ValueError, TypeError):
            return None
        holds = digest == source.digest and all(still_holds(self._library, note) for note in notes)
        return (notes, data) if holds else None

    def _keep(self, kind: str, source: Source, asking: Asking, data: bytes) -> None:
        if self._cache and asking.notes is not None:
            header = json.dumps([source.digest, notes_json(asking.notes)]).encode("ascii")
            self._cache.keep_bytes(kind, _key(source), header + b"\n" + data)

    def _sources(self, source: Source) -> Mapping[str, Source]:
        """Every text that a result can speak of, by name."""
        return {one.name: one for one in self._library.sources} | {source.name: source}


def _key(source: Source) -> str:
    """Names of texts are relative to where people are."""
    return f"{os.getcwd()}\n{source.name}"
