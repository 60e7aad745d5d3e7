"""Adapters of other people's, installed beside this program under one entry-point group; read only here."""

from typing import TYPE_CHECKING, cast

from runbook.deferred import deferred
from runbook.providers.adapter import Adapter

if TYPE_CHECKING:
    from importlib import metadata
else:
    metadata = deferred("importlib.metadata")

GROUP = "runbook.adapters"


def installed_adapter(name: str) -> Adapter | None:
    """The installed adapter of that name. An entry point names a class without arguments; errors: its ImportError."""
    for point in metadata.entry_points(group=GROUP, name=name):
        return cast(Adapter, point.load()())
    return None
