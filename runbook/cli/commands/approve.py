"""`runbook approve`: a second pair of eyes signs what will be sent."""

import click

from runbook.cli.options import command as declared
from runbook.cli.options import format_option


@declared("approve", epilog="Example: runbook approve change.plan.json --key ~/.ssh/id_ed25519")
@click.argument("file")
@click.option("--key", required=True, metavar="FILE", help="Your ssh key; a .pub file when an agent holds it.")
@click.option("--yes", is_flag=True, help="Sign without being asked.")
@format_option()
def command(file: str, key: str, yes: bool, output: str) -> int:
    """Show the plan in FILE, and sign it when you say so."""
    import time

    from runbook.cli.approving import approve

    return approve(file, key, time.time(), output, yes=yes)
