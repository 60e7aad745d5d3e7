"""`runbook answer`: a person answers a question that a run asks."""

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


@declared("answer", epilog="Example: runbook answer r-20261121-093012-7f3a confirm yes")
@click.argument("run")
@click.argument("step")
@click.argument("choice")
@server_option()
@again_option()
@yes_option()
@identity_options()
@format_option()
def command(
    run: str,
    step: str,
    choice: str,
    servers: tuple[str, ...],
    again: bool,
    yes: bool,
    same_identity: bool,
    as_other: bool,
    because: str,
    output: str,
) -> int:
    """Answer the question that STEP of RUN asks with CHOICE, and let the run go on."""
    from runbook.cli import persons_word
    from runbook.cli.continuation import go_on

    vouched = said_of_identity(same_identity=same_identity, as_other=as_other, because=because)
    word = persons_word.choice(step, choice)
    return go_on(run, servers, output, word, again=again, yes=yes, vouched=vouched)
