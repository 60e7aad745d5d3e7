"""`runbook resume`: a run that stopped goes on."""

import click

from runbook.cli.options import (
    again_option,
    format_option,
    identity_options,
    said_of_identity,
    server_option,
    yes_option,
)
from runbook.cli.options import command as declared


@declared("resume", epilog="What was sent without an answer is read back before anything else is sent.")
@click.argument("run")
@server_option()
@again_option()
@yes_option()
@identity_options()
@format_option()
def command(
    run: str,
    servers: tuple[str, ...],
    again: bool,
    yes: bool,
    same_identity: bool,
    as_other: bool,
    because: str,
    output: str,
) -> int:
    """Resume RUN where it stopped, with the playbook, contracts and inputs it began with."""
    from runbook.cli.continuation import go_on

    vouched = said_of_identity(same_identity=same_identity, as_other=as_other, because=because)
    return go_on(run, servers, output, again=again, yes=yes, vouched=vouched)
