"""What is said of an effect that another run had."""

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.reporting.next_step import settle_commands
from runbook.reporting.words import moment
from runbook.runtime.ports import Earlier, Remedy


def told(earlier: Earlier) -> str:
    """Which run, when, by whom, and how sure that is."""
    where = f" at {earlier.server}" if earlier.server else ""
    who = f"{moment(earlier.at)}, run {earlier.run} by {earlier.by}{where}"
    if earlier.running:
        return f"being done right now: {who}"
    if earlier.in_doubt:
        return f"may have been done before: {who}; {earlier.because}"
    return f"done before: {who}; {earlier.because}" if earlier.because else f"done before: {who}"


def done_before(address: str, earlier: Earlier, *, rehearsal: bool, again: str) -> Diagnostic:
    """Why a request was not sent. `again`: what to type to send it all the same."""
    return Diagnostic(
        "done-before", f"{address}: {told(earlier)}", subject=address, help=_help(earlier, rehearsal, again)
    )


def _help(earlier: Earlier, rehearsal: bool, again: str) -> str:
    show = f"runbook runs show {earlier.run}"
    if earlier.running:
        return f"wait until that run has ended, or end it: {show}"
    if earlier.in_doubt:
        return f"{_remedy(earlier)}; to send it all the same: {again}"
    if rehearsal:
        return f"this is a simulator that stays; to rehearse it again: {again}"
    return f"look at it first: {show}; to send it once more on purpose: {again}"


def _remedy(earlier: Earlier) -> str:
    """The command that ends the doubt, or that shows what is known."""
    match earlier.remedy:
        case Remedy.RESUME:
            return f"that run did not finish; let it look and go on first: runbook resume {earlier.run}"
        case Remedy.SETTLE:
            happened, did_not = settle_commands(earlier.run, earlier.address)
            return f"look it up with the provider and say it first: {happened}, or {did_not}"
        case Remedy.LOOK:
            return f"look at it first: runbook runs show {earlier.run}"
