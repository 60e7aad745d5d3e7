"""The list of runs for people: one line each, the newest first."""

from collections.abc import Sequence

from runbook.frozen import frozen
from runbook.language.procedure import StepState
from runbook.reporting.report import Closed
from runbook.reporting.run_json import closed_json
from runbook.reporting.style import Line, Piece, Role, Text, line
from runbook.reporting.width import padded, width
from runbook.reporting.words import moment, run_words
from runbook.values.json import Json
from runbook.values.numbers import measured


@frozen
class RunLine:
    """One run. `at`: its start, None when it cannot be read; `trouble`: why it cannot be read.

    `next`: the commands that let it go on, or settle what it left in doubt. `in_doubt`: how many effects that is.
    `asked`: where its open question can be answered, while a process puts it to somebody.
    `until`: when the first open question closes, seconds since the epoch. `closed`: a person gave it up.
    """

    run: str
    procedure: str
    environment: str
    at: float | None
    state: StepState | None
    running: bool
    because: str
    trouble: str = ""
    next: tuple[str, ...] = ()
    in_doubt: int = 0
    until: float | None = None
    asked: str = ""
    closed: Closed | None = None


def runs_text(runs: Sequence[RunLine], *, whole: bool = True) -> Text:
    """The list, in columns. `whole`: no runs were left out."""
    if not runs:
        return [line(Piece("no runs yet" if whole else "no runs in that state", Role.DIM))]
    columns = [max(width(text) for text in texts) for texts in zip(*map(_cells, runs), strict=True)]
    return [one for run in runs for one in (_line(run, columns), *_next(run))]


def _next(run: RunLine) -> list[Line]:
    """The commands of a person for a run that needs one."""
    asked = [line("    ", Piece(run.asked, Role.NOTE))] if run.asked else []
    return [*asked, *(line("    ", Piece(command, Role.NOTE)) for command in run.next)]


def _cells(run: RunLine) -> tuple[str, str, str, str]:
    return run.run, moment(run.at) if run.at is not None else "", run.procedure, run.environment


def _line(run: RunLine, columns: Sequence[int]) -> Line:
    name, at, procedure, environment = (padded(*pair) for pair in zip(_cells(run), columns, strict=True))
    mark, words, role = _state(run)
    doubtful = run.in_doubt and (run.closed is not None or run.state is not StepState.IN_DOUBT)
    said = f"{run.closed.by}: {run.closed.because}" if run.closed is not None else _trouble(run) or run.because
    return line(
        Piece(f"{mark} ", role),
        Piece(name, Role.STRONG),
        Piece(f"  {at}", Role.DIM),
        f"  {procedure}  {environment}  ",
        Piece(words, role),
        Piece(f" · {run.in_doubt} in doubt" if doubtful else "", Role.ERROR),
        f": {said}" if said else "",
        Piece(f" · until {moment(run.until)}" if run.until is not None else "", Role.WARN),
    )


def _trouble(run: RunLine) -> str:
    """Why it cannot be read, without saying once more that it cannot."""
    return run.trouble.removeprefix("cannot be read now: ").removeprefix("cannot be read: ")


def _state(run: RunLine) -> tuple[str, str, Role]:
    if run.trouble and run.closed is None:
        return "!", "cannot be read", Role.ERROR
    return run_words(run.state, running=run.running, closed=run.closed is not None)


def runs_json(runs: Sequence[RunLine]) -> Json:
    """The list as data."""
    return [
        {
            "run": run.run,
            "procedure": run.procedure,
            "environment": run.environment,
            "started_at": measured(run.at),
            "state": run.state.value if run.state else None,
            "running": run.running,
            "because": run.because,
            "trouble": run.trouble,
            "next": list(run.next),
            "in_doubt": run.in_doubt,
            "until": measured(run.until),
            "asked": run.asked,
            "closed": None if run.closed is None else closed_json(run.closed),
        }
        for run in runs
    ]
