"""`runbook close`: a person gives up a run that nobody will take up."""

import click

from runbook.cli.options import command as declared
from runbook.cli.options import format_option


@declared("close", epilog="Example: runbook close r-20261121-093012-7f3a --because 'cancelled by hand, ticket 4711'")
@click.argument("run")
@click.option("--because", "because", required=True, metavar="TEXT", help="Why; recorded with your name.")
@format_option()
def command(run: str, because: str, output: str) -> int:
    """Close RUN, which nobody will take up: it leaves the inbox and never goes on. Nothing is sent.

    What is in doubt stays in doubt in the ledger; `runbook settle` can still say what became of it.
    Where the journal of RUN is gone or cannot be read, the ledger keeps what you say.
    """
    from runbook.cli.closing import close

    if not because.strip():
        raise click.UsageError("--because needs a reason that others can check", click.get_current_context())
    return close(run, because.strip(), output)
