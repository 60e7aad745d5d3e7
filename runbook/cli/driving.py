"""From what is asked to the driver that does it: showing the plan, or carrying it out."""

from collections.abc import Callable
from functools import partial

from runbook.cli.planned import show_plan
from runbook.cli.preparation import Asked, Prepared, prepare
from runbook.cli.refusal import Refusal, tell


def drive(asked: Asked, output: str, *, dry_run: bool, yes: bool) -> int:
    """Prepare what is asked, then show it or do it; the exit code."""
    prepared = prepare(asked)
    if isinstance(prepared, Refusal):
        return tell(prepared, output)
    driver: Callable[[Prepared, str], int] = show_plan if dry_run else partial(_carry_out, yes=yes)
    return driver(prepared, output)


def _carry_out(prepared: Prepared, output: str, *, yes: bool) -> int:
    """The real thing; what only a run needs is imported only for a run, because a dry run must be quick."""
    from runbook.cli.carry_out import carry_out

    return carry_out(prepared, output, yes=yes)
