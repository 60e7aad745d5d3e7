"""`runbook runs show`: what one run did, and what a person does now."""

import click

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.cli.options import command as declared
from runbook.cli.options import format_option


@declared("show")
@click.argument("run")
@format_option()
def command(run: str, output: str) -> Exit:
    """Show what RUN did: every step, every request, every answer, what is not known, and the next command.

    RUN is a name from `runbook runs list`, or `last`.
    """
    from runbook.cli.recorded_run import recorded_run
    from runbook.cli.refusal import Refusal, tell
    from runbook.reporting.json_text import json_text
    from runbook.reporting.run_json import run_json
    from runbook.reporting.run_text import run_text

    found = recorded_run(run)
    if isinstance(found, Refusal):
        return tell(found, output)
    report = found.with_prospects()
    if output == "json":
        show.payload(json_text(run_json(report)))
    else:
        show.folded_payload(run_text(report))
    return Exit.DONE
