"""What only the ledger knows of runs: effects in doubt of which no journal tells, and runs that were given up."""

from collections.abc import Collection, Iterable
from contextlib import closing
from pathlib import Path

from runbook.runtime.ledger_claims import Claim, every_claim
from runbook.runtime.ledger_file import explained, ledger_path, open_ledger
from runbook.runtime.ledger_standing import Aftermath
from runbook.runtime.ledger_words import Word, every_word, last_words


class LedgerNotes:
    """The ledger, as somebody finds it who looks for what journals do not tell."""

    def __init__(self, runs: Path, claims: Iterable[Claim] = (), words: Collection[Word] = ()) -> None:
        """`runs`: the directory of the journals; `claims`: the first first."""
        self._aftermath = Aftermath(runs, words)
        self._words = last_words(words)
        self._claims: dict[str, list[Claim]] = {}
        for claim in claims:
            self._claims.setdefault(claim.run, []).append(claim)

    def knows(self, run: str) -> bool:
        """Return True if the run claimed anything."""
        return run in self._claims

    def doubts(self, run: str) -> tuple[Claim, ...]:
        """Return the effects of a run that are in doubt, and of which its journal does not tell; one of each step."""
        found = {}
        for claim in self._claims.get(run, ()):
            earlier = self._aftermath.earlier(claim)
            if earlier is not None and earlier.untold and not earlier.running:
                found[claim.address] = claim
        return tuple(found.values())

    def gone(self, listed: Collection[str]) -> list[str]:
        """Return the runs with effects in doubt that are not among those listed: their journals are gone."""
        return [run for run in self._claims if run not in listed and self.doubts(run)]

    def given_up(self, run: str) -> Word | None:
        """Return what a person said who gave the run up, where only the ledger could record it."""
        return self._words.get((run, ""))


def ledger_notes(state: Path) -> LedgerNotes:
    """Return what the ledger in this state directory knows; nothing is made. Errors: LedgerError."""
    path, runs = ledger_path(state), state / "runs"
    with explained(path):
        connection = open_ledger(path, create=False)
        if connection is None:
            return LedgerNotes(runs)
        with closing(connection):
            claims = [entry.claim for entry in every_claim(path, connection)]
            return LedgerNotes(runs, reversed(claims), every_word(path, connection))
