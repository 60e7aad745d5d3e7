"""From what the ledger knows of an effect to its line."""

from runbook.reporting.effects_text import EffectLine
from runbook.reporting.next_step import settle_commands
from runbook.reporting.report import Settled
from runbook.runtime.ledger_lookup import Known
from runbook.runtime.ports import Earlier, Remedy


def effect_line(known: Known) -> EffectLine:
    """The line of an effect, with the commands that end a doubt about it."""
    claim, earlier, word = known.claim, known.earlier, known.word
    return EffectLine(
        at=claim.at,
        environment=claim.environment,
        server=claim.server,
        provider=claim.provider,
        operation=claim.operation,
        path=claim.path,
        run=claim.run,
        address=claim.address,
        by=claim.by,
        state=_state(earlier),
        because=earlier.because if earlier is not None and earlier.in_doubt else "",
        again=claim.again,
        arguments=claim.arguments,
        said=None if word is None else Settled(word.at, word.happened, word.by, word.because),
        next=_next(earlier),
    )


def _state(earlier: Earlier | None) -> str:
    if earlier is None:
        return "did_not_happen"
    if earlier.running:
        return "running"
    return "in_doubt" if earlier.in_doubt else "happened"


def _next(earlier: Earlier | None) -> tuple[str, ...]:
    if earlier is None or earlier.running or not earlier.in_doubt:
        return ()
    match earlier.remedy:
        case Remedy.SETTLE:
            return settle_commands(earlier.run, earlier.address)
        case Remedy.RESUME:
            return (f"runbook resume {earlier.run}",)
        case Remedy.LOOK:
            return (f"runbook runs show {earlier.run}",)
