"""Contracts from texts: imported once, then read from the cache as long as no text of theirs changes."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeAlias

from runbook.deferred import deferred
from runbook.diagnostics.diagnostic import Diagnostic, has_errors
from runbook.diagnostics.source import Source, Span
from runbook.documents.limits import CONTRACT_LIMITS
from runbook.documents.node import Document
from runbook.frozen import frozen
from runbook.runtime import kept_findings
from runbook.runtime.cache import Cache
from runbook.values.canonical import digest
from runbook.values.json import Json, Pointer

if TYPE_CHECKING:
    from runbook.documents import yaml
    from runbook.providers import openapi
    from runbook.providers.contract import Contract
else:
    yaml = deferred("runbook.documents.yaml")
    openapi = deferred("runbook.providers.openapi")

Sibling = Callable[[str], Source | None]
"""A file's name relative to the contract's folder -> its text; None when there is none that may be read."""

Found: TypeAlias = "tuple[Contract | None, list[Diagnostic]]"


@frozen
class Texts:
    """What a contract is made of. `name`: the contract's name unless it names itself."""

    name: str
    main: Source
    overlay: Source | None
    sibling: Sibling

    @property
    def names(self) -> tuple[str, str]:
        """The names of its own texts; each text is read once in the life of a library."""
        return self.main.name, self.overlay.name if self.overlay else ""

    @property
    def key(self) -> str:
        """What it is kept under: everything but the siblings, which only an import knows."""
        return digest([self.name, self.main.digest, self.overlay.digest if self.overlay else None])


class _Loading:
    """The documents of one import, and what is wrong with them."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.found: list[Diagnostic] = []
        self.siblings: dict[str, Source | None] = {}

    def document(self, source: Source) -> Document | None:
        document, found = yaml.load_document(source, CONTRACT_LIMITS)
        self.found.extend(found)
        return document

    def sibling(self, name: str) -> Document | None:
        source = self.siblings[name] = self.texts.sibling(name)
        return self.document(source) if source else None


def read_contract(texts: Texts, cache: Cache | None) -> Found:
    """The contract, and everything that is wrong or odd about it."""
    return _kept(texts, cache) or _imported(texts, cache)


def kept_digest(texts: Texts, cache: Cache | None) -> str | None:
    """The digest of a contract that is kept; None when it must be imported."""
    kept = _record(texts, cache)
    return None if kept is None else _digest(texts, kept[1])


def _kept(texts: Texts, cache: Cache | None) -> "Found | None":
    kept = _record(texts, cache)
    if kept is None:
        return None
    record, siblings = kept
    try:
        found = kept_findings.read(record.get("found"), _sources(texts, siblings))
    except ValueError:
        return None
    return _contract(texts, siblings, record.get("normal")), found


def _record(texts: Texts, cache: Cache | None) -> tuple[dict[str, Json], dict[str, Source | None]] | None:
    """What was kept of a contract, and its siblings, as long as no text has changed."""
    kept = cache.find("contracts", texts.key) if cache else None
    if not isinstance(kept, dict):
        return None
    digests = kept.get("siblings")
    if not isinstance(digests, dict):
        return None
    siblings = {name: texts.sibling(name) for name in digests}
    return (kept, siblings) if _digests(siblings) == digests else None


def _imported(texts: Texts, cache: Cache | None) -> Found:
    loading = _Loading(texts)
    main = loading.document(texts.main)
    overlay = loading.document(texts.overlay) if texts.overlay else None
    if main is None or (texts.overlay and overlay is None):
        return None, loading.found
    overlays = [overlay] if overlay else []
    normal, found = openapi.import_contract(main, name=texts.name, overlays=overlays, siblings=loading.sibling)
    found = [*loading.found, *found]
    if normal is None or has_errors(found):
        return None, found
    if cache:
        kept = kept_findings.written(found, _sources(texts, loading.siblings))
        record: dict[str, Json] = {"normal": normal, "found": kept, "siblings": _digests(loading.siblings)}
        cache.keep("contracts", texts.key, record)
    return _contract(texts, loading.siblings, normal), found


def _digests(siblings: Mapping[str, Source | None]) -> dict[str, Json]:
    return {name: source.digest if source else None for name, source in siblings.items()}


def _sources(texts: Texts, siblings: Mapping[str, Source | None]) -> list[Source]:
    return [source for source in (texts.main, texts.overlay, *siblings.values()) if source]


def _contract(texts: Texts, siblings: Mapping[str, Source | None], normal: Json) -> "Contract":
    return openapi.contract_from(normal, digest=_digest(texts, siblings), span_of=_Places(texts.main).span)


def _digest(texts: Texts, siblings: Mapping[str, Source | None]) -> str:
    return digest([texts.key, _digests(siblings)])


class _Places:
    """Where things stand in a contract; its text is read only when somebody asks."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._document: Document | None = None

    def span(self, pointer: Pointer) -> Span | None:
        """The place of a pointer of the contract's own document."""
        if self._document is None:
            self._document, _ = yaml.load_document(self._source, CONTRACT_LIMITS)
        if self._document is None:
            return None
        place = self._document.place(pointer)
        start, end = (place.key_start, place.key_end) if place.key_start >= 0 else (place.start, place.end)
        return Span(self._source, start, end)
