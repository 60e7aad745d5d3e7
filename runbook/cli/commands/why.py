"""`runbook why`: which row took an answer, which rows did not, and why."""

import click

from runbook.cli.exits import Exit
from runbook.cli.options import command as declared
from runbook.cli.options import format_option


@declared("why", epilog="Example: runbook why r-20261121-093012-7f3a 'services/one_by_one[1]'")
@click.argument("run")
@click.argument("step")
@click.option("--attempt", type=click.IntRange(min=1), metavar="N", help="Which attempt; the last by default.")
@format_option()
def command(run: str, step: str, attempt: int | None, output: str) -> Exit:
    """Say why STEP of RUN went where it went: the answer, every row before the one that took it, and what followed.

    RUN is a name from `runbook runs list`, or `last`.
    """
    from runbook.cli import show
    from runbook.cli.asked_why import asked_why
    from runbook.cli.refusal import Refusal, tell
    from runbook.reporting.json_text import json_text
    from runbook.reporting.why_json import why_json
    from runbook.reporting.why_text import why_text

    why = asked_why(run, step, attempt)
    if isinstance(why, Refusal):
        return tell(why, output)
    if output == "json":
        show.payload(json_text(why_json(why)))
    else:
        show.folded_payload(why_text(why))
    return Exit.DONE
