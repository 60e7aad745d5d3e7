"""OpenAPI documents as contracts, in two phases: import once, exactly and with findings; then read the cached result.

Phase 1 judges: it resolves, merges, cleans and reports. Phase 2 only builds what is asked for, and finds nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from runbook.deferred import deferred
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Span
from runbook.documents.node import Document
from runbook.providers.assembly import Assembly, scheme_from, server_from, span_pointer
from runbook.providers.contract import Contract, Operation
from runbook.providers.record import Record, names_of
from runbook.values.json import Json, Pointer

if TYPE_CHECKING:
    from runbook.providers import importer
else:
    importer = deferred("runbook.providers.importer")


def no_siblings(name: str) -> Document | None:
    """A contract that stands alone."""
    return None


def import_contract(
    document: Document,
    *,
    name: str,
    overlays: Sequence[Document] = (),
    siblings: Callable[[str], Document | None] = no_siblings,
) -> tuple[Json, list[Diagnostic]]:
    """Phase 1: the normal form of an OpenAPI 3.0 or 3.1 document, and everything that is wrong or odd about it.

    `name`: the contract's name unless it names itself. `siblings`: the file of a name that is relative to the
    contract's folder and never leads out of it. The normal form is None when the document is beyond use.
    It depends on the document, the overlays and the siblings that were asked for; cache it by their digests.
    """
    return importer.normal_form(document, name, overlays, siblings)


def contract_from(normal: Json, *, digest: str, span_of: Callable[[Pointer], Span | None]) -> Contract:
    """Phase 2: the contract of a normal form. `span_of`: where a pointer of the OpenAPI document stands."""
    record = Record(normal)
    assembly = Assembly(record.at("root"), loose_refs=record.flag("loose_refs"))
    operations = record.records("operations")
    builders: dict[str, Callable[[], Operation]] = {}
    places: dict[str, Pointer] = {}
    for operation in operations:
        build = assembly.builder(operation)
        for called in names_of(operation):
            builders.setdefault(called, build)
            places.setdefault(called, span_pointer(operation))
    return Contract(
        name=record.text("name"),
        title=record.text("title"),
        version=record.text("version"),
        digest=digest,
        adapter=record.text("adapter"),
        servers=tuple(server_from(server) for server in record.records("servers")),
        schemes={scheme: scheme_from(scheme, one) for scheme, one in record.mapping("schemes").items()},
        builders=builders,
        span_of=_spans(places, span_of),
    )


def _spans(places: Mapping[str, Pointer], span_of: Callable[[Pointer], Span | None]) -> Callable[[str], Span | None]:
    return lambda name: span_of(places[name]) if name in places else None
