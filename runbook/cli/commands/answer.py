"""`runbook answer`: a person answers a question that a run asks."""

import click

from runbook.cli.options import again_option, format_option, server_option, yes_option
from runbook.cli.options import command as declared


@declared("answer", epilog="Example: runbook answer r-20261121-093012-7f3a confirm yes")
@click.argument("run")
@click.argument("step")
@click.argument("choice")
@server_option()
@again_option()
@yes_option()
@format_option()
def command(run: str, step: str, choice: str, servers: tuple[str, ...], again: bool, yes: bool, output: str) -> int:
    """Answer the question that STEP of RUN asks with CHOICE, and let the run go on."""
    from runbook.cli import persons_word
    from runbook.cli.continuation import go_on

    return go_on(run, servers, output, persons_word.choice(step, choice), again=again, yes=yes)
