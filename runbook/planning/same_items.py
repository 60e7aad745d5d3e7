"""Items of a loop that ask for one effect, as far as a plan knows their requests."""

from collections.abc import Iterator, Sequence

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.interpreter.address import segments
from runbook.interpreter.standing import effect_key
from runbook.language.loop import Loop
from runbook.language.procedure import Procedure
from runbook.planning.build import SAMPLE_RUN
from runbook.planning.holes import has_holes
from runbook.planning.outline import outline
from runbook.planning.plan import Plan, PlannedRequest
from runbook.providers.contract import Effect


def same_items(plan: Plan, procedure: Procedure) -> Iterator[Diagnostic]:
    """An error for each loop of which two items ask for one irreversible effect, unless it says `same: skip`."""
    loops = {entry.address: entry.step.loop for entry in outline(procedure) if entry.step.loop is not None}
    for step in plan.steps if loops else ():
        told: set[str] = set()
        for first, second in _pairs(step.requests):
            at = _parting(first.address, second.address)
            if at in loops and at not in told and not loops[at].skip_same:
                told.add(at)
                yield _same(first, second, loops[at])


def _pairs(requests: Sequence[PlannedRequest]) -> Iterator[tuple[PlannedRequest, PlannedRequest]]:
    """Each request that asks for the effect of an earlier one from another address, with that one."""
    seen: dict[str, PlannedRequest] = {}
    for planned in requests:
        described = planned.request.described()
        if planned.request.effect is not Effect.IRREVERSIBLE or not isinstance(described, dict) or has_holes(described):
            continue
        first = seen.setdefault(effect_key(described, SAMPLE_RUN), planned)
        if first.address != planned.address:
            yield first, planned


def _parting(first: str, second: str) -> str:
    """The pattern of the loop in which two addresses of one step part."""
    way: list[str] = []
    for one, other in zip(segments(first), segments(second), strict=False):
        way.append(one[0])
        if one != other:
            break
    return "/".join(way)


def _same(first: PlannedRequest, second: PlannedRequest, loop: Loop) -> Diagnostic:
    named = f' ("{first.label}" and "{second.label}")' if first.label and second.label else ""
    path = first.request.path if isinstance(first.request.path, str) else first.request.operation
    return Diagnostic(
        "same-effect-twice",
        f"{first.address} and {second.address}{named} ask for the same effect: {first.request.method} {path}",
        loop.items.span,
        label="two items are one effect",
        help="remove one of them, or write `same: skip` beside `for_each` if the list may name a thing twice",
    )
