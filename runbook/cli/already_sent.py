"""Refusals of a run in which something irreversible left already: exit code 4 would say that nothing did."""

from collections.abc import Iterable

from runbook.cli.exits import Exit
from runbook.cli.refusal import Refusal
from runbook.frozen import replace
from runbook.reporting.fold import fold
from runbook.reporting.report import Report
from runbook.reporting.words import counted
from runbook.runtime.ports import Recorded


def refusal_exit(report: Report | None) -> Exit:
    """Return REFUSED for a run of which nothing irreversible left and nothing is in doubt, else IN_DOUBT."""
    if report is None or not (report.irreversible_left or report.doubts):
        return Exit.REFUSED
    return Exit.IN_DOUBT


def weighed(refusal: Refusal, recorded: Iterable[Recorded]) -> Refusal:
    """Return the refusal with the exit code that is true of its run, and what left before. Other exit codes stay."""
    report = fold((one.at, one.event) for one in recorded)
    if refusal.exit is not Exit.REFUSED or report is None or refusal_exit(report) is Exit.REFUSED:
        return refusal
    first, *others = refusal.findings
    help = "; ".join(part for part in (first.help, left_words(report)) if part)
    return Refusal((replace(first, help=help), *others), Exit.IN_DOUBT)


def left_words(report: Report) -> str:
    """Return what left in a run before something stopped it, and where to read it."""
    left = counted(report.irreversible_left, "irreversible request")
    doubts = f", {len(report.doubts)} in doubt" if report.doubts else ""
    return f"{left} left in this run before{doubts}: runbook runs show {report.run}"
