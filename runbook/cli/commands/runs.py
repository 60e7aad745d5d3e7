"""`runbook runs`: what happened on this machine."""

import os
from pathlib import Path

import click

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.cli.options import command as declared
from runbook.cli.options import format_option, help_option
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.suggest import did_you_mean
from runbook.interpreter.events import RunEnded
from runbook.reporting.fold import fold
from runbook.reporting.frames import frame
from runbook.reporting.json_text import json_text
from runbook.reporting.run_json import run_json
from runbook.reporting.run_text import run_text
from runbook.reporting.runs_text import RunLine, runs_json, runs_text
from runbook.runtime.journal_contents import RunEntry, journal_path, list_runs, read_journal
from runbook.runtime.journal_file import JournalError
from runbook.runtime.state import StateError, runs_directory, state_directory

command = click.Group("runs", add_help_option=False, no_args_is_help=False, help="List runs, show what one did.")
command.params.append(help_option())


@declared("list")
@format_option()
def list_command(output: str) -> Exit:
    """List the runs of this machine, the newest first."""
    directory = _directory()
    if isinstance(directory, Diagnostic):
        return _refused(directory)
    runs = [_line(entry) for entry in list_runs(directory)]
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
    directory = _directory()
    if isinstance(directory, Diagnostic):
        return _refused(directory)
    try:
        contents = read_journal(journal_path(directory, run))
    except JournalError as error:
        return _refused(_unreadable(run, error, directory))
    report = fold((recorded.at, recorded.event) for recorded in contents.events)
    if report is None:
        return _refused(Diagnostic("unknown-run", f"{run} ended before it began: nothing was sent", subject=run))
    if output == "json":
        show.payload(json_text(run_json(report)))
    else:
        show.painted_payload(run_text(report))
    return Exit.DONE


command.add_command(list_command)
command.add_command(show_command)


def _directory() -> Path | Diagnostic:
    try:
        return runs_directory(state_directory(os.environ))
    except StateError as error:
        return Diagnostic("state-directory", error.reason, subject="RUNBOOK_STATE", help=error.help)


def _refused(finding: Diagnostic) -> Exit:
    show.painted_words(frame(finding))
    return Exit.INVALID


def _unreadable(run: str, error: JournalError, directory: Path) -> Diagnostic:
    known = [path.stem for path in directory.glob("*.db")]
    if run not in known:
        return Diagnostic("unknown-run", f"no run {run}", subject=run, help=did_you_mean(run, known) or _LIST)
    return Diagnostic("damaged-journal", str(error), subject=run)


_LIST = "see: runbook runs list"


def _line(entry: RunEntry) -> RunLine:
    if entry.contents is None:
        return RunLine(entry.run, "", "", None, None, entry.running, "", entry.trouble)
    header = entry.contents.header
    ended = next((one.event for one in reversed(entry.contents.events) if isinstance(one.event, RunEnded)), None)
    return RunLine(
        entry.run,
        header.procedure,
        header.environment,
        header.started,
        ended.state if ended else None,
        entry.running,
        ended.because if ended else "",
    )
