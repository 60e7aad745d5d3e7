"""What came back, read by the contract."""

from collections.abc import Mapping
from enum import Enum

from runbook.frozen import field, frozen
from runbook.values.unknown import Value


class AnswerKind(Enum):
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
class Answer:
    """What came back.

    `status`: None without a response. `message`: the provider's words at the contract's pointer.
    `reason`: why it is not a RESPONSE. `retry_after`: seconds the provider asks to wait, at most 366 days.
    `hint`: what the adapter makes of it, for people. `body` is None when there was none.
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
