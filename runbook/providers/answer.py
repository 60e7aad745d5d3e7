"""What came back, read by the contract."""

from collections.abc import Mapping

from runbook.choice import Choice
from runbook.frozen import field, frozen
from runbook.values.unknown import Value

WILDCARD = "*"
"""Stands for any text in a row's `message`."""

OTHER_WORDS = "\x00"
"""In a plan: words that no row and no example of the contract has; NUL cannot occur in a row."""


class AnswerKind(Choice):
    """What kind of answer it is. Only RESPONSE is one that the contract declares."""

    RESPONSE = "response"
    UNDECLARED = "undeclared"
    MALFORMED = "malformed"
    NOT_SENT = "not_sent"
    NO_ANSWER = "no_answer"


@frozen
class RawResponse:
    """Bytes from the wire, bounded and in identity encoding. `headers`: lower-case names, values in order."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@frozen
class NotSent:
    """The request provably did not reach the provider. `reason`: one sentence without secrets.

    `refused`: our own refusal (a guard), which trying again cannot change.
    """

    reason: str
    refused: bool = False


@frozen
class NoAnswer:
    """The request may have reached the provider, and no complete answer came. `reason`: one sentence."""

    reason: str


Reply = RawResponse | NotSent | NoAnswer


@frozen
class Supposed:
    """Parts of an answer as expressions see them in a plan, where only a run can tell some of them.

    `words`: text that rows compare with their `message`: one literal text, a text with `*` that is any text, or
    OTHER_WORDS; None where only a run can tell.
    """

    status: Value
    message: Value
    headers: Value
    words: str | None = None


@frozen
class Answer:
    """What came back.

    `status`: None without a response. `message`: the provider's words at the contract's pointer.
    `reason`: why it is not a RESPONSE. `retry_after`: seconds the provider asks to wait; NEVER where no date has it.
    `hint`: what the adapter makes of it, for people. `body` is None when there was none.
    `supposed`: only in a plan, where one answer stands for all that lead the same way.
    `no`: whether the body of a success says no, where its contract does not list the words for it; `reason` says where.
    `success`, `nothing`: what the contract's own expressions say of it; None where it has none for such an answer.
    """

    kind: AnswerKind
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Value = None
    message: Value = None
    reason: str = ""
    retry_after: float | None = None
    hint: str = ""
    refused: bool = False
    supposed: Supposed | None = None
    success: bool | None = None
    nothing: bool | None = None
    no: bool | None = None
