"""From a request to what was recorded of its answer: sent, kept where judging takes long, judged."""

from collections.abc import Callable

from runbook.frozen import replace
from runbook.interpreter.commands import Send
from runbook.interpreter.events import AnswerReceived, Purpose
from runbook.providers.answer import RawResponse
from runbook.providers.answers import read_answer
from runbook.providers.concealed import secrets_in, without_secrets
from runbook.providers.contract import Operation
from runbook.runtime.journal_file import JournalError, JournalGoneError, UnrecordedError
from runbook.runtime.kept_replies import KeptReply, Received, is_worth_keeping
from runbook.runtime.world import World


class Judging:
    """Sends requests and judges what comes back. `now`: wall time, for Retry-After only."""

    def __init__(self, world: World, now: Callable[[], float]) -> None:
        self._world = world
        self._now = now

    def exchange(self, send: Send) -> Received:
        """Send once; return the answer, or a reply that is to be kept first."""
        reply, place = self._world.transport.exchange(send), place_of(send.address, send.purpose)
        if isinstance(reply, RawResponse):
            self._world.minted.keep(secrets_in(send.operation, reply, place))
            if is_worth_keeping(send, reply):
                return reply
        party = self._world.parties[send.provider]
        answer = read_answer(send.operation, party.adapter, reply, party.server, self._now(), send.headers, place)
        return (AnswerReceived(send.address, send.attempt, send.purpose, answer),)

    def keep(self, send: Send, reply: RawResponse) -> KeptReply:
        """Make a reply durable; return what is judged, which is what was written down.

        Only a reply in which a secret was masked is judged as it came: a mask could break the schema. Errors:
        UnrecordedError, which tells the answer.
        """
        kept = KeptReply(send.address, send.attempt, send.provider, self._now(), reply)
        masked = replace(kept, reply=without_secrets(send.operation, reply))
        try:
            written = self._world.journal.keep_reply(masked)
            return written if masked == kept else kept
        except JournalError as error:
            answer = self.judged(kept, send.operation, send.headers)
            gone = isinstance(error, JournalGoneError)
            raise UnrecordedError(error.path, error.reason, [answer], gone=gone) from error

    def judged(self, kept: KeptReply, operation: Operation, headers: frozenset[str]) -> AnswerReceived:
        """Judge a reply that was kept, by this process or by one before it."""
        party = self._world.parties[kept.provider]
        place = place_of(kept.address, Purpose.ACT)
        answer = read_answer(operation, party.adapter, kept.reply, party.server, kept.at, headers, place)
        return AnswerReceived(kept.address, kept.attempt, Purpose.ACT, answer)


def place_of(address: str, purpose: Purpose) -> str:
    """Return what the secrets of an answer are named after; a read beside an act has names of its own."""
    return address if purpose is Purpose.ACT else f"{address} ({purpose.value})"
