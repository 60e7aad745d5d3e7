"""Replies that may take long to judge, durable as they came before they are judged; a resume judges the same.

Most replies are judged in less time than a write to the disk takes, so only their answer is recorded: one write for
each call. Where the contract's schema or the body is large, judging takes up to a second, and whatever ends the process
meanwhile would lose what the provider said of an effect that may have happened. A reply to a read is not kept: it can
be read again.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TypeAlias

from runbook.frozen import frozen
from runbook.interpreter.address import pattern
from runbook.interpreter.commands import Send
from runbook.interpreter.events import AnswerReceived, AttemptStarted, Event, Purpose
from runbook.language.procedure import CallSite, Procedure
from runbook.planning.outline import calls_of, outline
from runbook.providers.answer import RawResponse
from runbook.providers.answers import may_take_long
from runbook.providers.contract import Effect
from runbook.providers.parts import NEVER_KEPT
from runbook.values.json import Json
from runbook.values.numbers import measured

_NO_TEXT = b"\xff"
"""Stands for a body that is not UTF-8; it is judged as one."""

Received: TypeAlias = tuple[Event, ...] | RawResponse
"""What a request came to: its answer, or a reply that is kept before it is judged."""


@frozen
class KeptReply:
    """The reply to one attempt to act. `provider`: the contract's name; `at`: wall time at which it came."""

    address: str
    attempt: int
    provider: str
    at: float
    reply: RawResponse

    def record(self) -> Json:
        """Return it as JSON, the body as text."""
        try:
            body: Json = self.reply.body.decode("utf-8")
        except UnicodeDecodeError:
            body = None
        return {
            "address": self.address,
            "attempt": self.attempt,
            "provider": self.provider,
            "at": measured(self.at),
            "status": self.reply.status,
            "headers": [[name, value] for name, value in self.reply.headers if name.lower() not in NEVER_KEPT],
            "body": body,
        }


def kept_reply(record: Json) -> KeptReply:
    """Return the reply that `KeptReply.record` wrote. Errors: ValueError."""
    match record:
        case {
            "address": str(address),
            "attempt": int(attempt),
            "provider": str(provider),
            "at": at,
            "status": int(status),
            "headers": list(headers),
            "body": None | str() as body,
        } if isinstance(at, int | float | Decimal):
            raw = _NO_TEXT if body is None else body.encode("utf-8", "surrogatepass")
            named = tuple(_header(one) for one in headers)
            return KeptReply(address, attempt, provider, float(at), RawResponse(status, named, raw))
        case _:
            raise ValueError("no reply is written like this")


def _header(data: Json) -> tuple[str, str]:
    match data:
        case [str(name), str(value)]:
            return name, value
        case _:
            raise ValueError("a header is a name and a value")


def is_worth_keeping(send: Send, reply: RawResponse) -> bool:
    """Return True if something would be lost when the process ended while it judges this reply."""
    acts = send.purpose is Purpose.ACT and send.operation.effect is not Effect.READ
    return acts and may_take_long(send.operation, reply)


def unjudged(
    procedure: Procedure, events: Iterable[Event], kept: Sequence[KeptReply]
) -> list[tuple[CallSite, KeptReply]]:
    """Return the kept replies of attempts that have no answer yet, each with the call that it answers."""
    if not kept:
        return []
    flying: set[tuple[str, int]] = set()
    for event in events:
        match event:
            case AttemptStarted(purpose=Purpose.ACT):
                flying.add((event.address, event.attempt))
            case AnswerReceived(purpose=Purpose.ACT):
                flying.discard((event.address, event.attempt))
            case _:
                pass
    calls = calls_of(outline(procedure))
    found = ((calls.get(pattern(one.address)), one) for one in kept if (one.address, one.attempt) in flying)
    return [(call.site, one) for call, one in found if call is not None]
