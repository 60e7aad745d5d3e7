"""Contracts from texts: imported once, then read from the cache as long as no text of theirs changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from runbook.diagnostics.diagnostic import Diagnostic, has_errors
from runbook.diagnostics.source import Source, Span
from runbook.documents.limits import CONTRACT_LIMITS
from runbook.documents.node import Document
from runbook.documents.yaml import load_document
from runbook.frozen import frozen
from runbook.providers.contract import Contract
from runbook.providers.openapi import contract_from, import_contract
from runbook.runtime import kept_findings
from runbook.runtime.cache import Cache
from runbook.values.canonical import digest
from runbook.values.json import Json, Pointer

Sibling = Callable[[str], Source | None]
"""A file's name relative to the contract's folder -> its text; None when there is none that may be read."""

Found = tuple[Contract | None, list[Diagnostic]]


@frozen
class Texts:
    """What a contract is made of. `name`: the contract's name unless it names itself."""

    name: str
    main: Source
    overlay: Source | None
    sibling: Sibling

    @property
    def key(self) -> str:
        """What it is kept under: everything but the siblings, which only an import knows."""
        return digest([self.name, self.main.digest, self.overlay.digest if self.overlay else None])


@dataclass(slots=True)
class _Loading:
    """The documents of one import, and what is wrong with them."""

    texts: Texts
    found: list[Diagnostic] = field(default_factory=list)
    siblings: dict[str, Source | None] = field(default_factory=dict)

    def document(self, source: Source) -> Document | None:
        document, found = load_document(source, CONTRACT_LIMITS)
        self.found.extend(found)
        return document

    def sibling(self, name: str) -> Document | None:
        source = self.siblings[name] = self.texts.sibling(name)
        return self.document(source) if source else None


def read_contract(texts: Texts, cache: Cache | None) -> Found:
    """The contract, and everything that is wrong or odd about it."""
    return _kept(texts, cache) or _imported(texts, cache)


def _kept(texts: Texts, cache: Cache | None) -> Found | None:
    kept = cache.find("contracts", texts.key) if cache else None
    if not isinstance(kept, dict) or not isinstance(kept.get("siblings"), dict):
        return None
    digests = kept["siblings"]
    siblings = {name: texts.sibling(name) for name in digests} if isinstance(digests, dict) else {}
    if _digests(siblings) != digests:
        return None
    try:
        found = kept_findings.read(kept.get("found"), _sources(texts, siblings))
    except ValueError:
        return None
    return _contract(texts, siblings, kept.get("normal")), found


def _imported(texts: Texts, cache: Cache | None) -> Found:
    loading = _Loading(texts)
    main = loading.document(texts.main)
    overlay = loading.document(texts.overlay) if texts.overlay else None
    if main is None or (texts.overlay and overlay is None):
        return None, loading.found
    overlays = [overlay] if overlay else []
    normal, found = import_contract(main, name=texts.name, overlays=overlays, siblings=loading.sibling)
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


def _contract(texts: Texts, siblings: Mapping[str, Source | None], normal: Json) -> Contract:
    whole = digest([texts.key, _digests(siblings)])
    return contract_from(normal, digest=whole, span_of=_Places(texts.main).span)


class _Places:
    """Where things stand in a contract; its text is read only when somebody asks."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._document: Document | None = None

    def span(self, pointer: Pointer) -> Span | None:
        """The place of a pointer of the contract's own document."""
        if self._document is None:
            self._document, _ = load_document(self._source, CONTRACT_LIMITS)
        if self._document is None:
            return None
        place = self._document.place(pointer)
        start, end = (place.key_start, place.key_end) if place.key_start >= 0 else (place.start, place.end)
        return Span(self._source, start, end)
