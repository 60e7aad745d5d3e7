"""`runbook run`: what a playbook would send, or the sending of it."""

import click

from runbook.cli.options import again_option, asked_options, format_option
from runbook.cli.options import command as declared


@declared(
    "run", epilog="Example: runbook run playbooks/karmacheck/cancel-case.yaml -i case_id=c-91 -e simulator --dry-run"
)
@asked_options()
@click.option("--dry-run", is_flag=True, help="Show the plan and send nothing.")
@click.option("--yes", is_flag=True, help="Confirm a run in production.")
@again_option()
@format_option()
def command(
    playbook: str,
    inputs: tuple[str, ...],
    inputs_file: str | None,
    environment: str | None,
    servers: tuple[str, ...],
    dry_run: bool,
    yes: bool,
    again: bool,
    output: str,
) -> int:
    """Show what PLAYBOOK would send (--dry-run), or send it and report what happened."""
    from runbook.cli.driving import drive
    from runbook.cli.preparation import Asked

    return drive(
        Asked(playbook, inputs, inputs_file, environment, servers, again=again), output, dry_run=dry_run, yes=yes
    )
