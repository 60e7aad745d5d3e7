"""The runs of a directory, the newest first; one that cannot be read is there with its trouble."""

from datetime import UTC, datetime
from pathlib import Path

from runbook.frozen import frozen
from runbook.runtime.journal_contents import Glimpse, glimpse_journal
from runbook.runtime.journal_file import JournalError
from runbook.runtime.owner import is_owned

_SECOND = len("r-20261121-093012")


@frozen
class RunEntry:
    """One run. `running`: a living process holds it; `trouble`: why it cannot be read."""

    run: str
    path: Path
    running: bool
    glimpse: Glimpse | None
    trouble: str = ""


def list_runs(directory: Path) -> list[RunEntry]:
    """Every run, by when it began; of those that began together by name."""
    entries = [_entry(path) for path in directory.glob("*.db")]
    return sorted(entries, key=lambda entry: (_began(entry), entry.run), reverse=True)


def last_run(directory: Path) -> str | None:
    """The name of the run that began last; None when there is none. A name begins with the second of its start."""
    names = [path.stem for path in directory.glob("r-*.db")]
    second = max(names, default="")[:_SECOND]
    alike = [_entry(directory / f"{name}.db") for name in names if name.startswith(second)]
    return max(alike, key=lambda entry: (_began(entry), entry.run)).run if alike else None


def _entry(path: Path) -> RunEntry:
    running = is_owned(path.with_suffix(".lock"))
    try:
        return RunEntry(path.stem, path, running, glimpse_journal(path))
    except JournalError as error:
        return RunEntry(path.stem, path, running, None, error.reason)


def _began(entry: RunEntry) -> float:
    return began(entry.run, entry.glimpse.header.started if entry.glimpse is not None else None)


def began(run: str, at: float | None) -> float:
    """Return when a run began, seconds since the epoch; where `at` is not known what its name says, to the second."""
    if at is not None:
        return at
    try:
        return datetime.strptime(run[:_SECOND], "r-%Y%m%d-%H%M%S").replace(tzinfo=UTC).timestamp()
    except ValueError:
        return 0.0
