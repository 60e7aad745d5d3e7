"""Which plans were applied on this machine: each at most once, by one run."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runbook.frozen import frozen
from runbook.runtime.bounded import BoundedReadError, read_bounded
from runbook.runtime.once import write_once
from runbook.runtime.owner import own
from runbook.runtime.private import private_directory

_LARGEST = 64 << 10


@frozen
class Application:
    """Somebody applied a plan. `run`: its name; `at`: seconds since the epoch; `by`: who.

    All are empty when the record cannot be read: then it is only known that the plan was used.
    """

    plan: str
    run: str = ""
    at: float = 0.0
    by: str = ""


class AppliedPlans:
    """The records, one file for each plan, under its id."""

    def __init__(self, state: Path) -> None:
        """`state`: the state directory. Errors: PrivacyError."""
        self._directory = private_directory(state / "applied")

    def find(self, plan: str) -> Application | None:
        """How a plan was used; None when it was not."""
        try:
            said = json.loads(read_bounded(self._path(plan), _LARGEST))
            return Application(plan, str(said["run"]), float(said["at"]), str(said["by"]))
        except BoundedReadError:
            return Application(plan) if self._path(plan).is_symlink() or self._path(plan).exists() else None
        except (ValueError, TypeError, LookupError):
            return Application(plan)

    @contextmanager
    def reserved(self, plan: str) -> Iterator[None]:
        """While this lasts no other process can begin to apply the plan. Errors: RunOwnedError, OSError."""
        ownership = own(self._path(plan).with_suffix(".lock"), plan)
        try:
            yield
        finally:
            ownership.release()

    def claim(self, application: Application) -> bool:
        """Use the plan up, durably; False when it was used before. Errors: PrivacyError."""
        record = {"run": application.run, "at": application.at, "by": application.by}
        return write_once(self._path(application.plan), json.dumps(record).encode("ascii"))

    def _path(self, plan: str) -> Path:
        return self._directory / f"{plan}.json"
