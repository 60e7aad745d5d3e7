"""Findings and proofs ⇄ JSON with the texts that they speak of, to go from one process to another."""

from collections.abc import Iterator, Sequence

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source
from runbook.planning.proved import Examined
from runbook.runtime import kept_findings, kept_proofs
from runbook.values.json import Json


def written(results: Sequence[Examined]) -> Json:
    """The results as JSON; each text stands there once."""
    sources = {source.name: source for one in results for source in _sources(one.findings)}
    known = list(sources.values())
    texts: list[Json] = [[source.name, source.text] for source in known]
    return [
        texts,
        [[kept_findings.written(one.findings, known), kept_proofs.written(one.proof)] for one in results],
    ]


def read(data: Json) -> list[Examined]:
    """The results that `written` wrote. Errors: ValueError."""
    match data:
        case [list(texts), list(results)]:
            sources = [_source(one) for one in texts]
            return [_examined(one, sources) for one in results]
        case _:
            raise ValueError("texts and results were expected")


def _sources(findings: Sequence[Diagnostic]) -> Iterator[Source]:
    for one in findings:
        spans = (one.span, *(other.span for other in one.related))
        yield from (span.source for span in spans if span is not None)


def _source(data: Json) -> Source:
    match data:
        case [str(name), str(text)]:
            return Source(name, text)
        case _:
            raise ValueError("a text has a name")


def _examined(data: Json, sources: Sequence[Source]) -> Examined:
    match data:
        case [findings, proof]:
            return Examined(tuple(kept_findings.read(findings, sources)), kept_proofs.read(proof))
        case _:
            raise ValueError("a result is findings and a proof")
