"""The effects of all runs of this machine: a run claims each before it sends, and learns who had it before."""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from runbook.frozen import frozen, replace
from runbook.interpreter.commands import Send
from runbook.runtime.anchor import Anchor
from runbook.runtime.claim_words import arguments_of
from runbook.runtime.faultpoints import reach
from runbook.runtime.ledger_claims import Claim, Entry, add_claim, claims_of, remove_claim, renew_claim
from runbook.runtime.ledger_file import LedgerError, explained, ledger_path, open_ledger
from runbook.runtime.ledger_rebuilding import claims_of_journals
from runbook.runtime.ledger_standing import Aftermath, foremost
from runbook.runtime.ledger_words import every_word
from runbook.runtime.ports import Clock, Earlier, Remedy
from runbook.runtime.whereabouts import Whereabouts


@frozen
class Claimant:
    """A run that claims. `again`: it was told to repeat what others did; `redact`: takes secrets out of a text."""

    run: str
    by: str
    again: bool = False
    redact: Callable[[str], str] = str


class RunLedger:
    """The ledger, as one run writes it. `state`: the state directory.

    `repeated`: address -> what it repeats because it was told to; `unread`: journals that a ledger which was made anew
    knows nothing of, because nobody can read them.
    """

    def __init__(self, state: Path, place: Whereabouts, claimant: Claimant, clock: Clock) -> None:
        self.repeated: dict[str, Earlier] = {}
        self.unread: tuple[str, ...] = ()
        self._path = ledger_path(state)
        self._runs = state / "runs"
        self._place = place
        self._claimant = claimant
        self._clock = clock
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._anchor = Anchor()

    def make_up(self) -> None:
        """Make a ledger that is gone anew from what the journals of other runs say. Errors: LedgerError."""
        others = (path for path in self._runs.glob("*.db") if path.stem != self._claimant.run)
        if os.path.lexists(self._path) or next(others, None) is None:
            return
        rebuilt = claims_of_journals(self._runs)
        if rebuilt.claims or rebuilt.unread:
            with self._lock, self._transaction():
                pass

    def claim(self, send: Send) -> Earlier | None:
        """None when this run may cause the effect, and then that is durable. Errors: LedgerError, nothing claimed.

        What others claimed before this run's own claim was judged then; what they claimed after it counts. So does an
        attempt that this run claimed before: its journal has lost it, and it may have been sent.
        """
        if send.request.provider in self._place.passing:
            return None
        with self._lock, self._transaction() as connection:
            claim = self._claim(send)
            entries = claims_of(self._path, connection, claim.key)
            own = [entry for entry in entries if entry.claim.run == claim.run]
            since = own[-1].number if own else 0
            others = [entry for entry in entries if entry.claim.run != claim.run and entry.number > since]
            here = [entry for entry in own if entry.claim.address == claim.address][-1:]
            aftermath = Aftermath(self._runs, every_word(self._path, connection))
            standing = [*_lost(here, claim, aftermath), *_standing(connection, others, aftermath)]
            if standing and (not claim.again or any(earlier.running for earlier in standing)):
                return foremost(standing)
            if standing or not here:
                add_claim(connection, claim)
            else:
                renew_claim(connection, here[0], claim)
            if standing:
                self.repeated[claim.address] = foremost(standing)
        return None

    def close(self) -> None:
        """Close the file; all that was claimed is on the disk already."""
        with self._lock, suppress(sqlite3.Error):
            if self._connection is not None:
                self._connection.close()

    def _fill(self, connection: sqlite3.Connection) -> None:
        """A ledger that is made while there are journals was lost: they know what was claimed."""
        rebuilt = claims_of_journals(self._runs)
        self.unread = rebuilt.unread
        for claim in rebuilt.claims:
            add_claim(connection, claim)

    def _claim(self, send: Send) -> Claim:
        request, claimant = send.request, self._claimant
        return Claim(
            key=self._place.key(request, claimant.run),
            environment=self._place.environment,
            server=self._place.servers.get(request.provider, ""),
            provider=request.provider,
            operation=request.operation,
            path=claimant.redact(request.path) if isinstance(request.path, str) else "",
            arguments=arguments_of(request, claimant.redact),
            run=claimant.run,
            address=send.address,
            by=claimant.by,
            at=self._clock.now(),
            again=claimant.again,
            attempt=send.attempt,
        )

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, and nobody else meanwhile."""
        with explained(self._path):
            if self._connection is None:
                self._connection = open_ledger(self._path, create=True, fill=self._fill)
            if self._connection is None:
                raise LedgerError(self._path, "is not there")
            self._expect_in_place()
            reach("ledger.begin")
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                reach("ledger.commit")
                self._connection.execute("COMMIT")
                reach("ledger.committed")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
            self._expect_in_place()

    def _expect_in_place(self) -> None:
        """Errors: LedgerError when other runs would not see what is claimed here."""
        self._anchor.hold(self._path)
        if self._anchor.lost() is not None:
            raise LedgerError(self._path, "was removed, replaced or cut off while the run used it")


def _standing(connection: sqlite3.Connection, others: list[Entry], aftermath: Aftermath) -> list[Earlier]:
    """Those that are in the way; what certainly did not happen is taken over, and its run must claim anew.

    Where a person said it, the claim stays beside what was said of it.
    """
    found = []
    for entry in others:
        earlier = aftermath.earlier(entry.claim)
        if earlier is not None:
            found.append(earlier)
        elif aftermath.word_on(entry.claim) is None:
            remove_claim(connection, entry)
    return found


def _lost(own: list[Entry], claim: Claim, aftermath: Aftermath) -> list[Earlier]:
    """This run's own claims of the attempt that it is about to make, or a later one, and what a person said of it."""
    because = "this run claimed that attempt before, but its journal does not know of it"
    found = []
    for one in (entry.claim for entry in own):
        word = aftermath.word_on(one)
        earlier = Earlier(one.run, one.address, one.at, one.by, True, because, server=one.server, remedy=Remedy.RESUME)
        if word is not None and word.happened:
            found.append(replace(earlier, in_doubt=False, because=f"{word.by} said so: {word.because}"))
        elif one.attempt >= claim.attempt and (word is None or not word.frees(one)):
            found.append(earlier)
    return found
