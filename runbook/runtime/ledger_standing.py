"""What became of a claim: only the journal of the run that made it knows."""

from pathlib import Path

from runbook.frozen import replace
from runbook.interpreter.standing import Standing, standings
from runbook.runtime.journal_contents import journal_path, lock_path, read_journal
from runbook.runtime.journal_file import JournalError
from runbook.runtime.ledger_claims import Claim
from runbook.runtime.owner import is_owned
from runbook.runtime.ports import Earlier

_UNKNOWN = "nobody has said yet whether it happened"


class Aftermath:
    """What became of claims, as it is now: each journal is read once. `runs`: the directory of the journals."""

    def __init__(self, runs: Path) -> None:
        self._runs = runs
        self._known: dict[str, dict[str, Standing] | str] = {}

    def earlier(self, claim: Claim) -> Earlier | None:
        """The effect as it stands in the way of others; None when it certainly did not happen and cannot any more.

        A run that rests may go on later, but then it must claim anew.
        """
        running = self._is_running(claim.run)
        known = self._of_run(claim.run)
        earlier = Earlier(claim.run, claim.address, claim.at, claim.by, in_doubt=True)
        if isinstance(known, str):
            because = "its run is still at work" if running else known
            return replace(earlier, because=because, running=running)
        match known.get(claim.address, Standing.DID_NOT_HAPPEN):
            case Standing.HAPPENED:
                return replace(earlier, in_doubt=False)
            case _ if running:
                return replace(earlier, because="its run is still at work", running=True)
            case Standing.DID_NOT_HAPPEN:
                return None
            case Standing.IN_DOUBT:
                return replace(earlier, because=_UNKNOWN)

    def _is_running(self, run: str) -> bool:
        try:
            return is_owned(lock_path(self._runs, run))
        except JournalError:
            return False

    def _of_run(self, run: str) -> dict[str, Standing] | str:
        """Address -> standing of every effect of that run; or why nobody can tell."""
        if run not in self._known:
            self._known[run] = self._read(run)
        return self._known[run]

    def _read(self, run: str) -> dict[str, Standing] | str:
        try:
            path = journal_path(self._runs, run)
            if not path.exists():
                return "the journal of that run is gone"
            contents = read_journal(path)
        except JournalError as error:
            return f"its journal cannot be read: it {error.reason}"
        return {effect.address: effect.standing for effect in standings(one.event for one in contents.events)}
