"""Procedure ⇄ bytes, for the cache. Only records and enumerations of ours are made when it is read, nothing is called.

What lies outside a procedure is named, not copied: its texts, contracts and adapters, and the nodes of documents,
which only reading needs.
"""

import json
from collections.abc import Mapping, Sequence

from runbook.diagnostics.source import Source
from runbook.documents.node import Node
from runbook.language.procedure import Procedure
from runbook.providers.adapters import ADAPTERS
from runbook.providers.contract import Contract
from runbook.runtime.records_json import NotKeptError, RecordReader, RecordWriter
from runbook.values.json import Json

_ADAPTERS = tuple(type(adapter) for adapter in ADAPTERS.values())


def written(procedure: Procedure, sources: Mapping[str, Source], contracts: Sequence[Contract]) -> bytes | None:
    """The procedure as bytes; None when it rests on something else than these texts and contracts."""

    def name_of(value: object) -> list[Json] | None:
        match value:
            case Source(name=name) if sources.get(name) is value:
                return ["source", name]
            case Contract():
                return ["contract", next(number for number, one in enumerate(contracts) if one is value)]
            case Node():
                return ["node", ""]
            case _ if isinstance(value, _ADAPTERS):
                return ["adapter", value.name]
            case Source():
                raise NotKeptError(f"{value.name} is no text of this procedure")
            case _:
                return None

    try:
        return json.dumps(RecordWriter(name_of).write(procedure), separators=(",", ":")).encode("ascii")
    except (NotKeptError, RecursionError, ValueError, StopIteration):
        return None


def read(data: bytes, sources: Mapping[str, Source], contracts: Sequence[Contract]) -> Procedure:
    """The procedure that `written` wrote about the same texts and contracts; errors: ValueError for anything else."""

    def named(name: Sequence[Json]) -> object:
        match name:
            case ["source", str(text)]:
                return sources[text]
            case ["contract", int(number)]:
                return contracts[number]
            case ["adapter", str(adapter)]:
                return ADAPTERS[adapter]
            case ["node", ""]:
                return None
            case _:
                raise ValueError("it names nothing that is known here")

    try:
        procedure = RecordReader(named).read(json.loads(data))
    except (ValueError, ArithmeticError, AttributeError, LookupError, TypeError, RecursionError, ImportError) as error:
        raise ValueError("no procedure is kept here") from error
    if not isinstance(procedure, Procedure):
        raise ValueError("what is kept is no procedure")
    return procedure
