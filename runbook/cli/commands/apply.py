"""`runbook apply`: what was planned and approved, sent once."""

import click

from runbook.cli.options import command as declared
from runbook.cli.options import format_option


@declared("apply", epilog="Example: runbook apply change.plan.json")
@click.argument("file")
@click.option("-e", "--environment", "environment", metavar="NAME", help="Refuse a plan for any other.")
@click.option("--yes", is_flag=True, help="Confirm a run in production.")
@format_option()
def command(file: str, environment: str | None, yes: bool, output: str) -> int:
    """Carry the plan in FILE out, once, exactly as it stands there; or say what is no longer so."""
    import time

    from runbook.cli.applying import apply

    return apply(file, environment, time.time(), output, yes=yes)
