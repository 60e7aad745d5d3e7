"""Where runs and caches are kept, and what a run is called."""

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import repeat
from pathlib import Path

from runbook.runtime.private import PrivacyError, private_directory


class StateError(Exception):
    """There is no place to keep runs. `reason`: one sentence; `help`: what to do.

    `trouble`: the place is right, and the machine cannot use it now.
    """

    def __init__(self, reason: str, help: str, *, trouble: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.help = help
        self.trouble = trouble


RELATIVE_HELP = "elsewhere a relative path is another directory, which knows nothing of the runs here"


def relative_places(environ: Mapping[str, str]) -> list[str]:
    """The variables of ours that name a relative path: it would be another place in every working directory."""
    named = {own: environ[own] for own in ("RUNBOOK_STATE", "RUNBOOK_CACHE") if environ.get(own)}
    return [own for own, place in named.items() if not os.path.isabs(place) and (own, place) != ("RUNBOOK_CACHE", OFF)]


def state_place(environ: Mapping[str, str]) -> Path | None:
    """Where the state directory is or would be; None when nothing says where. Nothing is made."""
    try:
        return _chosen(environ, "RUNBOOK_STATE", "XDG_STATE_HOME", (".local", "state"))
    except StateError:
        return None


def state_directory(environ: Mapping[str, str]) -> Path:
    """`RUNBOOK_STATE`, else under XDG_STATE_HOME or ~/.local/state; made if needed. Errors: StateError."""
    return _made(_chosen(environ, "RUNBOOK_STATE", "XDG_STATE_HOME", (".local", "state")), "RUNBOOK_STATE")


OFF = "off"
"""As `RUNBOOK_CACHE`: nothing is cached."""


def cache_directory(environ: Mapping[str, str]) -> Path | None:
    """`RUNBOOK_CACHE`, else under XDG_CACHE_HOME or ~/.cache; made if needed. Errors: StateError.

    None where nothing is cached: `RUNBOOK_CACHE=off`, and where `CI` is set and no folder is named.
    """
    if environ.get("RUNBOOK_CACHE") == OFF or (environ.get("CI") and not environ.get("RUNBOOK_CACHE")):
        return None
    return _made(_chosen(environ, "RUNBOOK_CACHE", "XDG_CACHE_HOME", (".cache",)), "RUNBOOK_CACHE")


def runs_directory(state: Path) -> Path:
    """Where the journals of runs are. Errors: StateError; one that may not be looked into would seem to be empty."""
    path = _made(state / "runs", "RUNBOOK_STATE")
    if not os.access(path, os.R_OK | os.X_OK):
        help = f"give the folder its rights back: chmod u+rwx {path}"
        raise StateError(f"{path}: the directory may not be read", help, trouble=True)
    return path


def new_run_id(now: float, random: str | None = None) -> str:
    """A name that sorts by time: `r-20261121-093012-7f3a`. `now`: seconds since the epoch; in UTC."""
    moment = datetime.fromtimestamp(now, UTC)
    return f"r-{moment:%Y%m%d-%H%M%S}-{random or os.urandom(2).hex()}"


def free_run_id(directory: Path, now: float, chances: Iterable[str | None] = repeat(None)) -> str:
    """A name that no run in this directory has: many begin in one second, and four digits of chance meet again."""
    ids = (new_run_id(now, chance) for chance in chances)
    return next(run for run in ids if not (directory / f"{run}.db").exists())


def _chosen(environ: Mapping[str, str], own: str, xdg: str, home: tuple[str, ...]) -> Path:
    if environ.get(own):
        if not Path(environ[own]).is_absolute():
            raise StateError(f"{own} must be an absolute path", RELATIVE_HELP)
        return Path(environ[own])
    if Path(environ.get(xdg, "")).is_absolute():
        return Path(environ[xdg], "runbook")
    if Path(environ.get("HOME", "")).is_absolute():
        return Path(environ["HOME"], *home, "runbook")
    raise StateError(f"neither {own}, {xdg} nor HOME says where", f"set {own} to a directory of your own")


def _made(path: Path, variable: str) -> Path:
    try:
        return private_directory(path)
    except PrivacyError as error:
        trouble = error.trouble
        mend = "make room, or give the folder its rights back; or " if trouble else ""
        raise StateError(str(error), f"{mend}set {variable} to a directory of your own", trouble=trouble) from error
