"""YAML 1.2 texts (core schema) as documents: strict, bounded, every value with its place."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from runbook.deferred import pattern
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source, Span
from runbook.documents.complaints import explain, tab
from runbook.documents.compose import Composer
from runbook.documents.events import YamlEventError, fast_events
from runbook.documents.faults import RefusedError
from runbook.documents.json_text import load_json
from runbook.documents.limits import PLAYBOOK_LIMITS, Limits
from runbook.documents.node import Document

if TYPE_CHECKING:
    from yaml.events import Event

__all__ = ["load", "load_document", "load_events", "load_json"]

_FIRST_WORD = pattern(r"^[ \t]*[^\s#]", re.MULTILINE)
_VERSION = pattern(r"%YAML 1\.[12][ \t\r]*$", re.MULTILINE)
_SEPARATOR = pattern(r"^(?:---|%)", re.MULTILINE)
_COMMENT = pattern(r"(?<!\S)#")


def load(source: Source, limits: Limits = PLAYBOOK_LIMITS) -> tuple[Document | None, list[Diagnostic]]:
    """The document of a YAML text; none when anything in it is refused. Every finding has a place."""
    refusal = _too_large(source, limits) or _directive(source)
    if refusal is not None:
        return None, [refusal]
    return load_events(source, fast_events(source.text), limits)


def load_document(source: Source, limits: Limits = PLAYBOOK_LIMITS) -> tuple[Document | None, list[Diagnostic]]:
    """The document of a JSON or YAML text, told apart by the name's ending or else by the first character."""
    if source.name.endswith(".json"):
        return load_json(source, limits)
    if source.name.endswith((".yaml", ".yml")) or source.text.lstrip()[:1] not in ("{", "["):
        return load(source, limits)
    document, found = load_json(source, limits)
    if document is None and found[0].rule == "json-syntax":
        as_yaml, _ = load(source, limits)
        return (as_yaml, []) if as_yaml is not None else (None, found)
    return document, found


def load_events(source: Source, events: "Iterator[Event]", limits: Limits) -> tuple[Document | None, list[Diagnostic]]:
    """The document that `events`, read from the text of `source`, amount to."""
    composer = Composer(source, limits)
    found = composer.faults.found
    try:
        data, end = composer.compose(events)
        found += _ending(composer, source, events, end)
    except RefusedError as refused:
        return None, [*found, refused.diagnostic]
    except YamlEventError as error:
        return None, [*found, explain(source, error)]
    if not limits.foreign:
        found += _tabs(source, composer.quoted)
    return (None if found else Document(source, data, composer.layout)), found


def _too_large(source: Source, limits: Limits) -> Diagnostic | None:
    size = len(source.text)
    if size <= limits.size:
        return None
    message = f"the text is too large: {size:,} characters; at most {limits.size:,} are read"
    return Diagnostic("file-too-large", message, Span(source, 0, 0), help="split it")


def _directive(source: Source) -> Diagnostic | None:
    """Directives change what follows, and 70,000 of them take libyaml minutes; one `%YAML` is harmless."""
    version = _VERSION.match(source.text)
    first = _FIRST_WORD.search(source.text, version.end() if version else 0)
    if first is None or first.group() != "%":
        return None
    span = Span(source, first.start(), first.end())
    return Diagnostic("yaml-directive", "directives are not used here", span, help="delete the line")


def _ending(composer: Composer, source: Source, events: "Iterator[Event]", end: int) -> list[Diagnostic]:
    """Whether the first document is there and the only one; the parser sees only what is harmless after it."""
    second = _SEPARATOR.search(source.text, end) if end >= 0 else None
    if second is not None:
        span = Span(source, second.start(), second.end())
        return [Diagnostic("second-document", "a second document begins here", span, help="use one file for each")]
    for _ in events:
        pass
    if end < 0 or composer.layout.starts[0] == composer.layout.ends[0]:
        return [Diagnostic("empty-file", "the file is empty", Span(source, 0, 0), help="write a document into it")]
    return []


def _tabs(source: Source, quoted: list[tuple[int, int]]) -> list[Diagnostic]:
    """The first tab outside quotes and comments: parsers differ about them, and editors show them as they like."""
    text, pieces, outside = source.text, iter(quoted), 0
    at = text.find("\t")
    shield = next(pieces, None)
    while at >= 0:
        while shield is not None and shield[1] <= at:
            outside = shield[1]
            shield = next(pieces, None)
        if shield is not None and shield[0] <= at:
            at = text.find("\t", shield[1])
        elif _COMMENT.search(text, max(outside, text.rfind("\n", 0, at) + 1), at):
            end = text.find("\n", at)
            at = text.find("\t", end) if end >= 0 else -1
        else:
            return [tab(source, at)]
    return []
