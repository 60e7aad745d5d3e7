"""Whether a plan shows a request: what is not shown is not sent."""

import re
from collections import defaultdict
from decimal import Decimal
from typing import TypeAlias

from runbook.interpreter.address import inside, pattern, segments
from runbook.interpreter.commands import Send
from runbook.interpreter.events import Purpose
from runbook.planning.build import SAMPLE_RUN
from runbook.planning.holes import has_holes
from runbook.planning.plan import Plan, PlannedRequest
from runbook.values.json import Json
from runbook.values.numbers import is_number, number_text

_Place: TypeAlias = tuple[str, Purpose]
"""Where a request is sent from, an address or its pattern, and what for."""


class Cover:
    """The requests of a plan, ready to be asked for one run. A request is made ready when it is first asked for."""

    def __init__(self, plan: Plan, run: str) -> None:
        self._run = run
        self._planned: dict[_Place, list[PlannedRequest]] = defaultdict(list)
        self._alike: dict[_Place, list[PlannedRequest]] = defaultdict(list)
        self._with_holes: dict[_Place, tuple[Json, ...]] = {}
        loops = ((step.address, step.loop) for step in plan.steps)
        self._most = {address: loop.items for address, loop in loops if loop is not None and loop.items is not None}
        for step in plan.steps:
            for planned in (*step.requests, *step.reads):
                self._planned[planned.address, planned.purpose].append(planned)
                self._alike[pattern(planned.address), planned.purpose].append(planned)

    def covers(self, send: Send) -> bool:
        """Whether the plan shows this request at this address, byte for byte but for what only the run could supply."""
        if self._is_beyond(send.address):
            return False
        actual = send.request.described()
        exact = self._planned.get((send.address, send.purpose), ())
        return any(matches(self._shown(planned), actual) for planned in exact) or any(
            matches(shown, actual) for shown in self._holes((pattern(send.address), send.purpose))
        )

    def _is_beyond(self, address: str) -> bool:
        """Return True for an item beyond the most that the plan shows."""
        at = ""
        for id, index in segments(address) if self._most else ():
            at = inside(at, id)
            if index is not None and index >= self._most.get(at, index + 1):
                return True
        return False

    def _shown(self, planned: PlannedRequest) -> Json:
        return for_run(planned.request.described(), self._run)

    def _holes(self, place: _Place) -> tuple[Json, ...]:
        """The requests with holes from all items of a loop: how many items there are may be known only in the run."""
        if place not in self._with_holes:
            shown = map(self._shown, self._alike.get(place, ()))
            self._with_holes[place] = tuple(filter(has_holes, shown))
        return self._with_holes[place]


def for_run(shown: Json, run: str) -> Json:
    """A planned request as the run of that name sends it: a plan is made before a run has a name."""
    match shown:
        case str():
            return shown.replace(SAMPLE_RUN, run)
        case list():
            return [for_run(element, run) for element in shown]
        case dict():
            return {name: for_run(value, run) for name, value in shown.items()}
        case _:
            return shown


def matches(shown: Json, actual: Json) -> bool:
    """Whether `actual` is `shown` with every hole filled in."""
    match shown:
        case {"$unknown": str()}:
            return True
        case {"$text": list() as parts} if isinstance(actual, str):
            wanted = "".join(re.escape(part) if isinstance(part, str) else ".+" for part in parts)
            return re.fullmatch(wanted, actual, re.DOTALL) is not None
        case list():
            return (
                isinstance(actual, list)
                and len(shown) == len(actual)
                and all(matches(one, other) for one, other in zip(shown, actual, strict=True))
            )
        case dict():
            return (
                isinstance(actual, dict)
                and shown.keys() == actual.keys()
                and all(matches(value, actual[name]) for name, value in shown.items())
            )
        case int() | Decimal() if is_number(shown):
            return is_number(actual) and number_text(shown) == number_text(actual)
        case _:
            return type(shown) is type(actual) and shown == actual
