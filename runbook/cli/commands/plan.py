"""`runbook plan`: what a playbook would send, as a document that can be approved and applied once."""

import click

from runbook.cli.options import again_option, asked_options
from runbook.cli.options import command as declared


@declared(
    "plan",
    epilog="Example: runbook plan playbooks/karmacheck/cancel-case.yaml -i case_id=c-91 -e simulator "
    "-o change.plan.json",
)
@asked_options()
@click.option("-o", "--output", "file", required=True, metavar="FILE", help="Where to write it; - is standard output.")
@click.option(
    "--expires", default="24h", show_default=True, metavar="TIME", help="How long it can be applied: 90m, 2d."
)
@again_option()
@click.option("--key", metavar="FILE", help="Your ssh key, to sign that you ask for it.")
def command(
    playbook: str,
    inputs: tuple[str, ...],
    inputs_file: str | None,
    environment: str | None,
    servers: tuple[str, ...],
    file: str,
    expires: str,
    again: bool,
    key: str | None,
) -> int:
    """Write what PLAYBOOK would send to a file that can be reviewed, approved and applied once."""
    import time

    from runbook.cli.plan_making import Wanted, make_plan
    from runbook.cli.preparation import Asked
    from runbook.language.durations import seconds_of

    seconds = seconds_of(expires)
    if seconds is None or not 1 <= seconds <= LONGEST:
        message = "--expires takes a time such as 90m, 24h or 2d, from a second to a year"
        raise click.UsageError(message, click.get_current_context())
    asked = Asked(playbook, inputs, inputs_file, environment, servers, again=again)
    return make_plan(Wanted(asked, file, seconds, key), time.time())


LONGEST = 366 * 86400
"""Seconds: what was reviewed longer ago is not what anybody remembers."""
