"""`runbook runs list`: the runs of this machine, and those of them that need a person."""

import click

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.cli.options import command as declared
from runbook.cli.options import format_option
from runbook.cli.refusal import Refusal, tell
from runbook.cli.run_files import run_directory
from runbook.diagnostics.suggest import did_you_mean
from runbook.language.procedure import StepState

_RUNNING, _UNFINISHED, _UNREADABLE, _CLOSED = "running", "unfinished", "unreadable", "closed"
_STATES = (*(state.value for state in StepState), _RUNNING, _UNFINISHED, _UNREADABLE, _CLOSED)
_INBOX = "inbox"
_NEED_A_PERSON = ("in_doubt", "waiting", "handed_over", _UNFINISHED, _UNREADABLE)
"""What `--state inbox` stands for."""


@declared(
    "list",
    epilog="What needs a person: runbook runs list --state inbox. A run that nobody will take up leaves it by "
    "runbook close RUN --because TEXT.",
)
@click.option(
    "--state",
    "states",
    default="",
    metavar="STATE,...",
    help=f"Only those: {', '.join(_STATES)}; {_INBOX} is {', '.join(_NEED_A_PERSON)}.",
)
@format_option()
def command(states: str, output: str) -> Exit:
    """List the runs of this machine, the newest first; those that can go on with the command for it."""
    from runbook.cli.run_lines import every_line, words_of
    from runbook.reporting.json_text import json_text
    from runbook.reporting.runs_text import runs_json, runs_text

    wanted = _wanted(states)
    directory = run_directory()
    if isinstance(directory, Refusal):
        return tell(directory, output)
    every = every_line(directory)
    runs = [run for run in every if not wanted or not wanted.isdisjoint(words_of(run))]
    if output == "json":
        show.payload(json_text(runs_json(runs)))
    else:
        show.folded_payload(runs_text(runs, whole=not wanted))
    return Exit.DONE


def _wanted(states: str) -> frozenset[str]:
    """The states to show, from `--state`; none shows all."""
    named = [name.strip() for name in states.split(",") if name.strip()]
    for name in named:
        if name not in (*_STATES, _INBOX):
            known = did_you_mean(name, (*_STATES, _INBOX))
            raise click.UsageError(f'no state "{name}"; {known}', click.get_current_context())
    return frozenset(one for name in named for one in (_NEED_A_PERSON if name == _INBOX else (name,)))
