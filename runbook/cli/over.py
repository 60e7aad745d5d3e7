"""Answers to a person who wants a run to go on that is over: how it ended, and what can still be done."""

from runbook.cli import aftermath, show
from runbook.cli.already_sent import weighed
from runbook.cli.exits import Exit
from runbook.cli.refusal import Refusal, refused
from runbook.cli.run_files import warn_of_lost_attempts
from runbook.cli.taking_up import TakenUp, doubts_left
from runbook.cli.verdict import exit_of
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.suggest import did_you_mean
from runbook.interpreter.events import RunClosed
from runbook.reporting.report import Report
from runbook.reporting.style import Piece, Role, line
from runbook.reporting.words import moment, state_words
from runbook.runtime.secret_memory import SecretMemory


def tell_end(taken: TakenUp, output: str, memory: SecretMemory) -> int:
    """Report a run that ended to `runbook resume`, which has nothing to do; the exit code says how it ended."""
    report = aftermath.report_of(taken.contents.events, None)
    if report is None or report.state is None:
        return Exit.BUG
    aftermath.tell(report, output, memory)
    words = Piece(f"{taken.contents.run} ended before, {state_words(report.state)[1]}", Role.STRONG)
    show.painted_words([line(words, ": there is nothing to go on with, and nothing was sent")])
    if taken.lost:
        warn_of_lost_attempts(taken.contents.run, taken.lost)
    return Exit.IN_DOUBT if report.doubts or taken.lost else exit_of(report.state)


def is_over(taken: TakenUp, about: str) -> Refusal:
    """Return why a person's word on the step `about` comes too late for this run."""
    run, doubtful = taken.contents.run, doubts_left(taken.contents)
    show_it = f"see: runbook runs show {run}"
    help = f"{did_you_mean(about, doubtful)}; {show_it}" if about and doubtful else show_it
    report = aftermath.report_of(taken.contents.events, None)
    ended = _ended(report) if report is not None else "it ended"
    return refused(Diagnostic("run-ended", ended, subject=run, help=help))


def _ended(report: Report) -> str:
    because = f": {report.because}" if report.because else ""
    return f"it ended, {state_words(report.state)[1]}{because}"


def is_closed(taken: TakenUp, closed: RunClosed, *, resumed: bool) -> Refusal:
    """Return why a run that a person gave up does not go on. `resumed`: it was to, and not only to take a word."""
    run = taken.contents.run
    at = next(one.at for one in taken.contents.events if one.event is closed)
    message = f"it was closed by {closed.by} at {moment(at)}: {closed.because}"
    help = f"run the playbook again for what is left; see: runbook runs show {run}"
    exit = Exit.REFUSED if resumed else Exit.INVALID
    refusal = refused(Diagnostic("run-closed", message, subject=run, help=help), exit)
    return weighed(refusal, taken.contents.events)
