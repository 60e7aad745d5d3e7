"""The loops of a plan: what each goes over, and how many items that may be at most."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from runbook.interpreter.address import inside, item, pattern, segments
from runbook.interpreter.events import Event, StepOpened
from runbook.language.loop import Loop
from runbook.planning.outline import Entry
from runbook.planning.plan import PlannedLoop


def planned_loops(entries: Sequence[Entry], events: Iterable[Event]) -> dict[str, PlannedLoop]:
    """Address pattern -> the loop there; those that no path opens are left out. `events`: all of a plan's graph."""
    opened: dict[str, list[StepOpened]] = defaultdict(list)
    for event in events:
        if isinstance(event, StepOpened) and event.items is not None:
            opened[pattern(event.address)].append(event)
    found: dict[str, PlannedLoop] = {}
    for entry in entries:
        if entry.step.loop is not None and entry.address in opened:
            around = innermost(found, entry.address)
            found[entry.address] = _planned(entry.step.loop, opened[entry.address], around)
    return found


class ItemLabels:
    """The names that a playbook's `label` gives the items that a plan knows. `events`: all of a plan's graph."""

    def __init__(self, events: Iterable[Event]) -> None:
        opened = (event for event in events if isinstance(event, StepOpened))
        self._labels = {event.address: event.labels for event in opened if event.labels is not None}

    def of(self, address: str) -> str:
        """The names of the items around an address, outermost first; empty when they have none."""
        names: list[str] = []
        at = ""
        for id, index in segments(address) if self._labels else ():
            loop = inside(at, id)
            at = loop if index is None else item(loop, index)
            labels = self._labels.get(loop, ())
            if index is not None and index < len(labels) and labels[index]:
                names.append(labels[index])
        return " · ".join(names)


def innermost(loops: Mapping[str, PlannedLoop], address: str) -> PlannedLoop | None:
    """The loop at an address pattern, else the nearest around it."""
    while address:
        if address in loops:
            return loops[address]
        address = address.rpartition("/")[0]
    return None


def _planned(loop: Loop, opened: Sequence[StepOpened], around: PlannedLoop | None) -> PlannedLoop:
    counts = [one.at_most if one.open else len(one.items or ()) for one in opened]
    known = [count for count in counts if count is not None]
    items = max(known, default=0) if len(known) == len(counts) else None
    in_all = _product(items, around.in_all if around is not None else 1)
    allowed = [one.at_most for one in opened if one.at_most is not None and not one.open]
    is_open = any(one.open for one in opened)
    return PlannedLoop(
        over=loop.items.text,
        items=items,
        in_all=in_all,
        at_most=max(allowed, default=None) if loop.at_most is not None else None,
        open=is_open,
        empty=_empty(loop) if any(not one.items for one in opened) else "",
    )


def _product(first: int | None, second: int | None) -> int | None:
    return None if first is None or second is None else first * second


def _empty(loop: Loop) -> str:
    if loop.empty is None:
        return ""
    return f"{loop.empty.then.value}: {loop.empty.because}" if loop.empty.because else loop.empty.then.value
