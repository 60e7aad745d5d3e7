"""`runbook resume`: a run that stopped goes on."""

import click

from runbook.cli.options import again_option, format_option, server_option, yes_option
from runbook.cli.options import command as declared


@declared("resume", epilog="What was sent without an answer is read back before anything else is sent.")
@click.argument("run")
@server_option()
@again_option()
@yes_option()
@format_option()
def command(run: str, servers: tuple[str, ...], again: bool, yes: bool, output: str) -> int:
    """Let RUN go on where it stopped, with the playbook, contracts and inputs it began with."""
    from runbook.cli.continuation import go_on

    return go_on(run, servers, output, again=again, yes=yes)
