"""`runbook ledger`: every effect that runs of this machine had, or may have had."""

import os

import click

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.cli.ledger_lines import effect_line
from runbook.cli.options import command as declared
from runbook.cli.options import format_option
from runbook.cli.refusal import refused, tell
from runbook.cli.repeats import ledger_trouble
from runbook.reporting.effects_text import effects_json, effects_text
from runbook.reporting.json_text import json_text
from runbook.runtime.ledger_file import LedgerError
from runbook.runtime.ledger_lookup import everything
from runbook.runtime.state import state_place


@declared("ledger", epilog="Example: runbook ledger --provider karmacheck --environment prod")
@click.option("--provider", "provider", metavar="NAME", help="Only effects at this provider.")
@click.option("--environment", "-e", "environment", metavar="NAME", help="Only effects in this environment.")
@format_option()
def command(provider: str | None, environment: str | None, output: str) -> Exit:
    """List the effects of all runs, the newest first; one in doubt with the commands that end the doubt."""
    state = state_place(os.environ)
    try:
        every = [effect_line(known) for known in everything(state)] if state is not None else []
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
        show.folded_payload(effects_text(effects, whole=not every))
    return Exit.DONE
