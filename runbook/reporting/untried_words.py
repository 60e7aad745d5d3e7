"""Items of a loop that were not begun, in words: `not tried: 3 of 5: c (cancel[2]), …`."""

from runbook.reporting.escape import shortened
from runbook.reporting.report import StepReport

_NAMED = 20
_LONGEST = 40


def untried_words(step: StepReport) -> tuple[str, ...]:
    """The number and the names of the items of a loop that were not begun; nothing for any other step."""
    if not step.untried:
        return ()
    count, of = len(step.untried), len(step.untried) + len(step.steps)
    named = ", ".join(f"{shortened(one.label, _LONGEST)} ({one.address})" for one in step.untried[:_NAMED])
    more = f" and {count - _NAMED} more" if count > _NAMED else ""
    said = "not tried" if step.ended_at is not None else "not begun yet"
    return (f"{said}: {count} of {of} items: {named}{more}",)
