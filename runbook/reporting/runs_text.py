"""The list of runs for people: one line each, the newest first."""

from collections.abc import Sequence

from runbook.frozen import frozen
from runbook.language.procedure import StepState
from runbook.reporting.style import Line, Piece, Role, Text, line
from runbook.reporting.width import padded, width
from runbook.reporting.words import moment, state_words
from runbook.values.json import Json


@frozen
class RunLine:
    """One run. `at`: its start, None when it cannot be read; `trouble`: why it cannot be read."""

    run: str
    procedure: str
    environment: str
    at: float | None
    state: StepState | None
    running: bool
    because: str
    trouble: str = ""


def runs_text(runs: Sequence[RunLine]) -> Text:
    """The list, in columns."""
    if not runs:
        return [line(Piece("no runs yet", Role.DIM))]
    columns = [max(width(text) for text in texts) for texts in zip(*map(_cells, runs), strict=True)]
    return [_line(run, columns) for run in runs]


def _cells(run: RunLine) -> tuple[str, str, str, str]:
    return run.run, moment(run.at) if run.at is not None else "", run.procedure, run.environment


def _line(run: RunLine, columns: Sequence[int]) -> Line:
    name, at, procedure, environment = (padded(*pair) for pair in zip(_cells(run), columns, strict=True))
    mark, words, role = _state(run)
    said = run.trouble or run.because
    return line(
        Piece(f"{mark} ", role),
        Piece(name, Role.STRONG),
        Piece(f"  {at}", Role.DIM),
        f"  {procedure}  {environment}  ",
        Piece(words, role),
        f": {said}" if said else "",
    )


def _state(run: RunLine) -> tuple[str, str, Role]:
    if run.trouble:
        return "!", "cannot be read", Role.ERROR
    if run.running and run.state is None:
        return "▸", "running", Role.NOTE
    return state_words(run.state)


def runs_json(runs: Sequence[RunLine]) -> Json:
    """The list as data."""
    return [
        {
            "run": run.run,
            "procedure": run.procedure,
            "environment": run.environment,
            "started_at": run.at,
            "state": run.state.value if run.state else None,
            "running": run.running,
            "because": run.because,
            "trouble": run.trouble,
        }
        for run in runs
    ]
