"""Planned = sent: for each request that left what the plan showed for it, and one digest over all of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import Enum

from runbook.frozen import frozen
from runbook.interpreter.address import pattern, segments
from runbook.interpreter.events import AttemptStarted, Purpose
from runbook.planning.cover import for_run, matches
from runbook.planning.holes import has_holes
from runbook.planning.plan import Plan, PlannedRequest
from runbook.values.canonical import digest
from runbook.values.json import Json


class Agreement(Enum):
    """How a request that was sent stands to the plan."""

    EQUAL = "equal"
    FILLED = "filled"
    MASKED = "masked"
    NOT_PLANNED = "not_planned"


@frozen
class Tallied:
    """One request that was sent. `sent`, `planned`: digests; `planned` is empty when the plan shows none.

    FILLED: equal but for parts that only the run could supply. MASKED: the journal holds it with a secret taken out,
    so only its digest is known.
    """

    address: str
    purpose: Purpose
    attempt: int
    sent: str
    planned: str
    agreement: Agreement


@frozen
class Tally:
    """Every request that was sent, in order of address, against the plan with the digest `plan`."""

    plan: str
    requests: tuple[Tallied, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was sent that the plan does not show."""
        return all(one.agreement in (Agreement.EQUAL, Agreement.FILLED) for one in self.requests)

    @property
    def sent(self) -> str:
        """The digest over all requests that were sent: of the list of [address, purpose, attempt, digest]."""
        return digest([[one.address, one.purpose.value, one.attempt, one.sent] for one in self.requests])

    @property
    def planned(self) -> str:
        """The same over what the plan shows for them."""
        return digest([[one.address, one.purpose.value, one.attempt, one.planned] for one in self.requests])

    @property
    def keyed(self) -> dict[tuple[str, Purpose, int], Tallied]:
        """By address, purpose and attempt."""
        return {(one.address, one.purpose, one.attempt): one for one in self.requests}


def tally(plan: Plan, run: str, sent: Iterable[AttemptStarted]) -> Tally:
    """The tally of what a run sent."""
    shown = _Shown(plan, run)
    return Tally(plan.digest, tuple(shown.tallied(one) for one in sorted(sent, key=_order)))


def _order(one: AttemptStarted) -> tuple[tuple[tuple[str, int], ...], str, int]:
    """By address, the items of a loop by number."""
    way = tuple((id, -1 if index is None else index) for id, index in segments(one.address))
    return way, one.purpose.value, one.attempt


class _Shown:
    """The requests of a plan by where they are sent from."""

    def __init__(self, plan: Plan, run: str) -> None:
        self._run = run
        self._exact: dict[tuple[str, Purpose], list[PlannedRequest]] = defaultdict(list)
        self._open: dict[tuple[str, Purpose], list[PlannedRequest]] = defaultdict(list)
        for step in plan.steps:
            for planned in (*step.requests, *step.reads):
                self._exact[planned.address, planned.purpose].append(planned)
                if has_holes(planned.request.described()):
                    self._open[pattern(planned.address), planned.purpose].append(planned)

    def tallied(self, one: AttemptStarted) -> Tallied:
        here = self._exact.get((one.address, one.purpose), [])
        equal = next((planned for planned in here if planned.request.digest == one.digest), None)
        if equal is not None:
            return self._said(one, equal, Agreement.EQUAL)
        if digest(one.request) != one.digest:
            return self._said(one, None, Agreement.MASKED)
        like = [*here, *self._open.get((pattern(one.address), one.purpose), [])]
        filled = self._filled(like, one.request)
        return self._said(one, filled, Agreement.FILLED if filled is not None else Agreement.NOT_PLANNED)

    def _filled(self, like: Sequence[PlannedRequest], request: Json) -> PlannedRequest | None:
        found = (one for one in like if matches(for_run(one.request.described(), self._run), request))
        return next(found, None)

    def _said(self, one: AttemptStarted, planned: PlannedRequest | None, agreement: Agreement) -> Tallied:
        shown = planned.request.digest if planned is not None else ""
        return Tallied(one.address, one.purpose, one.attempt, one.digest, shown, agreement)
