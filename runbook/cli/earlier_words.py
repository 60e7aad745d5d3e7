"""What is said of an effect that another run had."""

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.reporting.words import moment
from runbook.runtime.ports import Earlier


def told(earlier: Earlier) -> str:
    """Which run, when, by whom, and how sure that is."""
    who = f"{moment(earlier.at)}, run {earlier.run} by {earlier.by}"
    if earlier.running:
        return f"being done right now: {who}"
    if earlier.in_doubt:
        return f"may have been done before: {who}; {earlier.because}"
    return f"done before: {who}"


def done_before(address: str, earlier: Earlier, *, rehearsal: bool, again: str) -> Diagnostic:
    """Why a request was not sent. `again`: what to type to send it all the same."""
    return Diagnostic(
        "done-before", f"{address}: {told(earlier)}", subject=address, help=_help(earlier, rehearsal, again)
    )


def _help(earlier: Earlier, rehearsal: bool, again: str) -> str:
    show = f"runbook runs show {earlier.run}"
    if earlier.running:
        return f"wait until that run has ended, or end it: {show}"
    if rehearsal:
        return f"this is a simulator that stays; to rehearse it again: {again}"
    if earlier.in_doubt:
        return f"settle it first: {show}; to send it all the same: {again}"
    return f"look at it first: {show}; to send it once more on purpose: {again}"
