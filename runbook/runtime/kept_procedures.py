"""Procedure ⇄ bytes, for the cache. Only records and enumerations of ours are made when it is read, nothing is called.

What lies outside a procedure is named, not copied: its texts, contracts and adapters, and the nodes of documents,
which only reading needs.
"""

import io
import pickle
from collections.abc import Mapping, Sequence
from enum import Enum

from runbook.diagnostics.source import Source
from runbook.documents.node import Node
from runbook.frozen import is_record
from runbook.language.procedure import Procedure
from runbook.providers.adapters import ADAPTERS
from runbook.providers.contract import Contract

_ADAPTERS = tuple(type(adapter) for adapter in ADAPTERS.values())


def written(procedure: Procedure, sources: Mapping[str, Source], contracts: Sequence[Contract]) -> bytes | None:
    """The procedure as bytes; None when it rests on something else than these texts and contracts."""
    file = io.BytesIO()
    try:
        _Writer(file, sources, contracts).dump(procedure)
    except (pickle.PicklingError, RecursionError):
        return None
    return file.getvalue()


def read(data: bytes, sources: Mapping[str, Source], contracts: Sequence[Contract]) -> Procedure:
    """The procedure that `written` wrote about the same texts and contracts; errors: ValueError for anything else."""
    try:
        procedure = _Reader(io.BytesIO(data), sources, contracts).load()
    except (pickle.UnpicklingError, ArithmeticError, AttributeError, EOFError, LookupError, TypeError) as error:
        raise ValueError("no procedure is kept here") from error
    if not isinstance(procedure, Procedure):
        raise ValueError("what is kept is no procedure")
    return procedure


class _Writer(pickle.Pickler):
    def __init__(self, file: io.BytesIO, sources: Mapping[str, Source], contracts: Sequence[Contract]) -> None:
        super().__init__(file, protocol=5)
        self._sources = sources
        self._contracts = contracts

    def persistent_id(self, obj: object) -> tuple[str, str | int] | None:
        """The name of what lies outside."""
        match obj:
            case Source(name=name) if self._sources.get(name) is obj:
                return "source", name
            case Contract():
                return "contract", next(number for number, one in enumerate(self._contracts) if one is obj)
            case Node():
                return "node", ""
            case _ if isinstance(obj, _ADAPTERS):
                return "adapter", obj.name
            case Source():
                raise pickle.PicklingError(f"{obj.name} is no text of this procedure")
            case _:
                return None


class _Reader(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, sources: Mapping[str, Source], contracts: Sequence[Contract]) -> None:
        super().__init__(file)
        self._sources = sources
        self._contracts = contracts

    def persistent_load(self, pid: object) -> object:
        """What was named."""
        match pid:
            case ("source", str(name)):
                return self._sources[name]
            case ("contract", int(number)):
                return self._contracts[number]
            case ("adapter", str(name)):
                return ADAPTERS[name]
            case ("node", ""):
                return None
            case _:
                raise pickle.UnpicklingError("it names nothing that we know")

    def find_class(self, module_name: str, global_name: str) -> object:
        """Records and enumerations of ours, and nothing else."""
        if not module_name.startswith("runbook."):
            raise pickle.UnpicklingError(f"{module_name} is not ours")
        found: object = super().find_class(module_name, global_name)
        if is_record(found) or (isinstance(found, type) and issubclass(found, Enum)):
            return found
        raise pickle.UnpicklingError(f"{global_name} is no record")
