"""The names of a loop's items for people: their label, else something short that tells them apart."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from runbook.frozen import frozen
from runbook.interpreter.address import item
from runbook.interpreter.events import StepOpened
from runbook.values.canonical import canonical_json
from runbook.values.unknown import Value, encode_value

_SHORT = 40
_IDS = ("id", "item")
"""Members that name a mapping: its own id, else the item whose result it is."""


@frozen
class Untried:
    """An item of a loop that was not begun. `label`: its name for people."""

    address: str
    label: str


def item_text(value: Value) -> str:
    """The whole item as text."""
    return value if isinstance(value, str) else canonical_json(encode_value(value))


def item_label(opened: StepOpened, index: int) -> str:
    """The name of item `index`: its label, itself when it is short, its `id` (or `item`), or its number from 1."""
    labels, items = opened.labels or (), opened.items or ()
    if index < len(labels) and labels[index]:
        return labels[index]
    value = items[index] if index < len(items) else None
    if isinstance(value, Mapping):
        value = next((value[name] for name in _IDS if name in value), None)
    if isinstance(value, str | bool | int | Decimal) and 0 < len(item_text(value)) <= _SHORT:
        return item_text(value)
    return f"#{index + 1}"


def untried_items(address: str, opened: StepOpened, begun: Sequence[str]) -> tuple[Untried, ...]:
    """The items of the loop at `address` that are not among the addresses of those begun."""
    known = frozenset(begun)
    count = len(opened.items or ())
    addresses = ((index, item(address, index)) for index in range(count))
    return tuple(Untried(at, item_label(opened, index)) for index, at in addresses if at not in known)
