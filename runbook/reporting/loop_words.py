"""The loops of a plan in words: `for each of steps.find.response.body.orders, at most 50`."""

from runbook.planning.plan import Plan, PlannedLoop
from runbook.providers.contract import Effect


def loop_words(loop: PlannedLoop) -> tuple[str, ...]:
    """The list of a loop and its bound, where not every item is shown or the playbook bounds their number."""
    if not loop.open and loop.at_most is None:
        return ()
    empty = (f"an empty list -> {loop.empty}",) if loop.empty else ()
    return (for_each(loop), *empty)


def for_each(loop: PlannedLoop) -> str:
    """`for each of orders, at most 50 (500 in all)`; a known list with the number of its items."""
    found = "" if loop.open or loop.items is None else f" ({loop.items})"
    if loop.open:
        most = "without a bound" if loop.items is None else f"at most {loop.items}"
    else:
        most = f"at most {loop.at_most}"
    in_all = f" ({loop.in_all} in all)" if loop.in_all is not None and loop.in_all != loop.items else ""
    return f"for each of {loop.over}{found}, {most}{in_all}"


def irreversible_loops(plan: Plan) -> tuple[str, ...]:
    """The loops over lists that only the run knows, around what cannot be undone."""
    acting = [
        step.address
        for step in plan.steps
        if step.reachable and any(one.request.effect is Effect.IRREVERSIBLE for one in step.requests)
    ]
    return tuple(
        for_each(step.loop)
        for step in plan.steps
        if step.loop is not None
        and step.loop.open
        and any(address == step.address or address.startswith(f"{step.address}/") for address in acting)
    )
