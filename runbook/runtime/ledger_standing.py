"""What became of a claim: only the journal of the run that made it knows."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from runbook.frozen import field, frozen, replace
from runbook.interpreter.events import AnswerReceived, AttemptStarted, Event, FellInDoubt, Purpose, RunClosed, RunEnded
from runbook.interpreter.standing import Standing, standings
from runbook.runtime.journal_contents import JournalContents, journal_path, lock_path, read_journal
from runbook.runtime.journal_file import JournalError
from runbook.runtime.ledger_claims import Claim
from runbook.runtime.ledger_words import Word, last_words
from runbook.runtime.owner import is_owned
from runbook.runtime.ports import Earlier, Remedy

_UNKNOWN = "nobody has said yet whether it happened"
_FORGOTTEN = "the ledger knows of an attempt that its journal does not"


@frozen
class _Known:
    """A journal, as far as claims need it: address -> standing; what helps the run, and who waits for a word.

    `attempts`: address -> the last attempt whose end would be known: of a torn journal the last that was answered.
    """

    standings: dict[str, Standing]
    attempts: dict[str, int]
    remedy: Remedy = Remedy.LOOK
    unsettled: frozenset[str] = field(default_factory=frozenset)

    def remedy_of(self, address: str) -> Remedy:
        """What helps against the doubt about one effect."""
        return Remedy.SETTLE if address in self.unsettled else self.remedy

    def forgot(self, claim: Claim) -> bool:
        """Whether more was claimed there than the journal knows of: its end is lost, or it is an older copy."""
        return self.attempts.get(claim.address, 0) < claim.attempt


class Aftermath:
    """What became of claims, as it is now: each journal is read once.

    `runs`: the directory of the journals; `words`: what people said in the ledger, the last of each counts.
    """

    def __init__(self, runs: Path, words: Iterable[Word] = ()) -> None:
        self._runs = runs
        self._words = last_words(words)
        self._known: dict[str, _Known | str] = {}

    def earlier(self, claim: Claim) -> Earlier | None:
        """The effect as it stands in the way of others; None when it certainly did not happen and cannot any more.

        A run that rests may go on later, but then it must claim anew.
        """
        running = self._is_running(claim.run)
        known = self._of_run(claim.run)
        earlier = Earlier(claim.run, claim.address, claim.at, claim.by, in_doubt=True, server=claim.server)
        word = self.word_on(claim)
        if isinstance(known, str):
            unread = replace(earlier, because=known, remedy=Remedy.SETTLE, untold=True)
            return _at_work(earlier) if running else _said(unread, claim, word)
        match known.standings.get(claim.address, Standing.DID_NOT_HAPPEN):
            case Standing.HAPPENED:
                return replace(earlier, in_doubt=False)
            case _ if running:
                return _at_work(earlier)
            case Standing.DID_NOT_HAPPEN if known.forgot(claim):
                remedy = known.remedy_of(claim.address)
                return _said(replace(earlier, because=_FORGOTTEN, remedy=remedy, untold=True), claim, word)
            case _ if word is not None and word.happened:
                return _said(earlier, claim, word)
            case Standing.DID_NOT_HAPPEN:
                return None
            case Standing.IN_DOUBT:
                return replace(earlier, because=_UNKNOWN, remedy=known.remedy_of(claim.address))

    def word_on(self, claim: Claim) -> Word | None:
        """Return what a person said of this effect in the ledger."""
        return self._words.get((claim.run, claim.address))

    def _is_running(self, run: str) -> bool:
        try:
            return is_owned(lock_path(self._runs, run))
        except JournalError:
            return False

    def _of_run(self, run: str) -> _Known | str:
        """How every effect of that run stands; or why nobody can tell."""
        if run not in self._known:
            self._known[run] = self._read(run)
        return self._known[run]

    def _read(self, run: str) -> _Known | str:
        try:
            path = journal_path(self._runs, run)
            if not path.exists():
                return "the journal of that run is gone"
            contents = read_journal(path)
        except JournalError as error:
            return f"its journal cannot be read: it {error.reason}"
        return _known(contents)


def _at_work(earlier: Earlier) -> Earlier:
    return replace(earlier, because="its run is still at work", running=True)


def _said(earlier: Earlier, claim: Claim, word: Word | None) -> Earlier | None:
    """An effect that its journal does not tell of, after what a person said of it."""
    if word is None or not (word.happened or word.frees(claim)):
        return earlier
    if not word.happened:
        return None
    return replace(
        earlier, in_doubt=False, because=f"{word.by} said so: {word.because}", untold=False, remedy=Remedy.LOOK
    )


def _known(contents: JournalContents) -> _Known:
    events = [one.event for one in contents.events]
    found = {effect.address: effect.standing for effect in standings(events)}
    attempts = known_attempts(events, AnswerReceived if contents.torn else AttemptStarted)
    if any(isinstance(event, RunEnded | RunClosed) for event in events):
        return _Known(found, attempts, Remedy.SETTLE)  # a run that ended does not look any more
    last = {event.address: event for event in events}
    unsettled = frozenset(address for address, event in last.items() if isinstance(event, FellInDoubt))
    return _Known(found, attempts, Remedy.RESUME, unsettled)


def known_attempts(
    events: Iterable[Event], kind: type[AttemptStarted] | type[AnswerReceived] = AttemptStarted
) -> dict[str, int]:
    """Address -> the highest attempt to act there that such an event tells of."""
    found: dict[str, int] = {}
    for event in events:
        if isinstance(event, kind) and event.purpose is Purpose.ACT:
            found[event.address] = max(event.attempt, found.get(event.address, 0))
    return found


def foremost(standing: Sequence[Earlier]) -> Earlier:
    """Of all that is in the way of an effect, what people must know: who is at it, who had it, who may have had it.

    The last of each, for that is what they remember.
    """
    running = [one for one in standing if one.running]
    happened = [one for one in standing if not one.in_doubt]
    return (running or happened or standing)[-1]
