"""`runbook settle`: a person says whether an effect in doubt happened."""

import click

from runbook.cli.options import again_option, format_option, server_option, yes_option
from runbook.cli.options import command as declared


@declared(
    "settle", epilog="Example: runbook settle r-20261121-093012-7f3a case --happened --because 'they confirmed it'"
)
@click.argument("run")
@click.argument("step")
@click.option("--happened", "happened", is_flag=True, help="It took effect.")
@click.option("--did-not-happen", "did_not_happen", is_flag=True, help="It did not take effect, and no longer can.")
@click.option("--because", "because", required=True, metavar="TEXT", help="How you know; recorded with your name.")
@server_option()
@again_option()
@yes_option()
@format_option()
def command(
    run: str,
    step: str,
    happened: bool,
    did_not_happen: bool,
    because: str,
    servers: tuple[str, ...],
    again: bool,
    yes: bool,
    output: str,
) -> int:
    """Say whether the effect in doubt at STEP of RUN happened, and let the run go on.

    A run that has ended stays ended: what you say is recorded, and nothing is sent. Where the journal of RUN is gone
    or cannot be read, the ledger keeps what you say.
    """
    from runbook.cli.continuation import go_on
    from runbook.cli.late_word import LateWord
    from runbook.cli.persons_word import settlement

    if happened == did_not_happen:
        raise click.UsageError("say one of --happened and --did-not-happen", click.get_current_context())
    if not because.strip():
        raise click.UsageError("--because needs a reason that others can check", click.get_current_context())
    word = settlement(step, happened=happened, because=because.strip())
    late = LateWord(step, happened, because.strip())
    return go_on(run, servers, output, word, late=late, again=again, yes=yes)
