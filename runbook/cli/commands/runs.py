"""`runbook runs`: what happened on this machine."""

import click

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.cli.options import command as declared
from runbook.cli.options import format_option, help_option
from runbook.cli.refusal import Refusal, refused, tell
from runbook.cli.run_files import run_directory, unreadable
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.suggest import did_you_mean
from runbook.interpreter.events import Event, RunEnded
from runbook.language.procedure import StepState
from runbook.reporting.fold import fold
from runbook.reporting.json_text import json_text
from runbook.reporting.run_json import run_json
from runbook.reporting.run_text import run_text
from runbook.reporting.runs_text import RunLine, runs_json, runs_text
from runbook.runtime.journal_contents import journal_path, read_journal
from runbook.runtime.journal_file import JournalError
from runbook.runtime.run_list import RunEntry, list_runs

command = click.Group("runs", add_help_option=False, no_args_is_help=False, help="List runs, show what one did.")
command.params.append(help_option())


_RUNNING, _UNFINISHED, _UNREADABLE = "running", "unfinished", "unreadable"
_OPEN = (StepState.IN_DOUBT, StepState.WAITING)
_STATES = (*(state.value for state in StepState), _RUNNING, _UNFINISHED, _UNREADABLE)


@declared("list", epilog="What needs a person: runbook runs list --state in_doubt,waiting,handed_over,unfinished")
@click.option("--state", "states", default="", metavar="STATE,...", help=f"Only those: {', '.join(_STATES)}.")
@format_option()
def list_command(states: str, output: str) -> Exit:
    """List the runs of this machine, the newest first."""
    wanted = _wanted(states)
    directory = run_directory()
    if isinstance(directory, Refusal):
        return tell(directory, "text")
    every = [_line(entry) for entry in list_runs(directory)]
    runs = [run for run in every if not wanted or _state_of(run) in wanted]
    if output == "json":
        show.payload(json_text(runs_json(runs)))
    else:
        show.painted_payload(runs_text(runs))
    return Exit.DONE


@declared("show")
@click.argument("run")
@format_option()
def show_command(run: str, output: str) -> Exit:
    """Show what RUN did: every step, every request, every answer."""
    directory = run_directory()
    if isinstance(directory, Refusal):
        return tell(directory, "text")
    try:
        contents = read_journal(journal_path(directory, run))
    except JournalError as error:
        return tell(unreadable(run, error, directory), "text")
    report = fold((recorded.at, recorded.event) for recorded in contents.events)
    if report is None:
        return tell(
            refused(Diagnostic("unknown-run", f"{run} ended before it began: nothing was sent", subject=run)), "text"
        )
    if output == "json":
        show.payload(json_text(run_json(report)))
    else:
        show.painted_payload(run_text(report))
    return Exit.DONE


command.add_command(list_command)
command.add_command(show_command)


def _line(entry: RunEntry) -> RunLine:
    if entry.glimpse is None:
        return RunLine(entry.run, "", "", None, None, entry.running, "", entry.trouble)
    header = entry.glimpse.header
    state, because = _stands(entry, entry.glimpse.last)
    return RunLine(entry.run, header.procedure, header.environment, header.started, state, entry.running, because)


def _stands(entry: RunEntry, last: Event | None) -> tuple[StepState | None, str]:
    """How a run ended, or on what it rests; only a run that is open is read whole."""
    if isinstance(last, RunEnded):
        return last.state, last.because
    report = fold((one.at, one.event) for one in read_journal(entry.path).events)
    return (report.state, report.because) if report is not None else (None, "")


def _wanted(states: str) -> frozenset[str]:
    """The states to show, from `--state`; none shows all."""
    named = [name.strip() for name in states.split(",") if name.strip()]
    for name in named:
        if name not in _STATES:
            raise click.UsageError(f'no state "{name}"; {did_you_mean(name, _STATES)}', click.get_current_context())
    return frozenset(named)


def _state_of(run: RunLine) -> str:
    if run.trouble:
        return _UNREADABLE
    if run.state is None or (run.running and run.state in _OPEN):
        return _RUNNING if run.running else _UNFINISHED
    return run.state.value
