"""`runbook ledger`: every effect that runs of this machine had, or may have had."""

import os

import click

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.cli.options import command as declared
from runbook.cli.options import format_option
from runbook.cli.refusal import refused, tell
from runbook.cli.repeats import ledger_trouble
from runbook.reporting.effects_text import EffectLine, effects_json, effects_text
from runbook.reporting.json_text import json_text
from runbook.runtime.ledger_file import LedgerError
from runbook.runtime.ledger_lookup import Known, everything
from runbook.runtime.state import state_place


@declared("ledger", epilog="Example: runbook ledger --provider karmacheck --environment prod")
@click.option("--provider", "provider", metavar="NAME", help="Only effects at this provider.")
@click.option("--environment", "-e", "environment", metavar="NAME", help="Only effects in this environment.")
@format_option()
def command(provider: str | None, environment: str | None, output: str) -> Exit:
    """List what happened, when, by which run and by whom, the newest first."""
    state = state_place(os.environ)
    try:
        every = [_line(known) for known in everything(state)] if state is not None else []
    except LedgerError as error:
        return tell(refused(ledger_trouble(str(error)), Exit.REFUSED), "text")
    effects = [
        one
        for one in every
        if (provider is None or one.provider == provider) and (environment is None or one.environment == environment)
    ]
    if output == "json":
        show.payload(json_text(effects_json(effects)))
    else:
        show.painted_payload(effects_text(effects, whole=not every))
    return Exit.DONE


def _line(known: Known) -> EffectLine:
    claim, earlier = known.claim, known.earlier
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
        state=_state(known),
        because=earlier.because if earlier is not None and earlier.in_doubt else "",
        again=claim.again,
        arguments=claim.arguments,
    )


def _state(known: Known) -> str:
    if known.earlier is None:
        return "did_not_happen"
    if known.earlier.running:
        return "running"
    return "in_doubt" if known.earlier.in_doubt else "happened"
