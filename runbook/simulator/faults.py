"""What can be done to a request on purpose, and which requests it will be done to."""

import threading
from enum import Enum

from runbook.frozen import frozen, replace


class FaultKind(Enum):
    """The faults there are, each named after what the caller would see."""

    REPLY_LOST = "reply_lost"
    DROP_BEFORE = "drop_before"
    ERROR_BEFORE = "error_before"
    ERROR_AFTER = "error_after"
    SLOW = "slow"
    RATE_LIMITED = "rate_limited"
    RATE_LIMITED_DATE = "rate_limited_date"
    RATE_LIMITED_BARE = "rate_limited_bare"
    GARBAGE = "garbage"
    OK_WITH_ERROR = "ok_with_error"
    HALF_BODY = "half_body"
    EXTRA_RESPONSE = "extra_response"
    DRIP_HEADERS = "drip_headers"
    REDIRECT = "redirect"
    UNDECLARED = "undeclared"
    STALE_READS = "stale_reads"
    LATE_EFFECT = "late_effect"

    @property
    def suffix(self) -> str:
        """How an id asks for it: `c-91--reply-lost`."""
        return self.value.replace("_", "-")


class Effect(Enum):
    """Whether the request takes effect under a fault."""

    NOW = "now"
    NEVER = "never"
    LATER = "later"


class Says(Enum):
    """What is answered under a fault."""

    TRUTH = "truth"
    NOTHING = "nothing"
    ERROR = "error"
    TOO_MANY = "too many"
    GARBAGE = "garbage"
    OK_WITH_ERROR = "ok with error"
    REDIRECT = "redirect"
    TEAPOT = "teapot"


class Manner(Enum):
    """How an answer is written to the wire."""

    WHOLE = "whole"
    HALF = "half"
    TWICE = "twice"
    DRIPPING = "dripping"


@frozen
class Recipe:
    """What a fault is made of, and what it means in a sentence."""

    effect: Effect
    says: Says
    meaning: str
    manner: Manner = Manner.WHOLE


RECIPES = {
    FaultKind.REPLY_LOST: Recipe(Effect.NOW, Says.NOTHING, "takes effect, and the connection closes without an answer"),
    FaultKind.DROP_BEFORE: Recipe(Effect.NEVER, Says.NOTHING, "the connection closes before anything happens"),
    FaultKind.ERROR_BEFORE: Recipe(Effect.NEVER, Says.ERROR, "500, and nothing has happened"),
    FaultKind.ERROR_AFTER: Recipe(Effect.NOW, Says.ERROR, "500, although it took effect"),
    FaultKind.SLOW: Recipe(Effect.NOW, Says.TRUTH, "takes effect at once and is answered after `seconds` (default 5)"),
    FaultKind.RATE_LIMITED: Recipe(Effect.NEVER, Says.TOO_MANY, "429 with Retry-After in seconds (default 1)"),
    FaultKind.RATE_LIMITED_DATE: Recipe(Effect.NEVER, Says.TOO_MANY, "429 with Retry-After as a date"),
    FaultKind.RATE_LIMITED_BARE: Recipe(Effect.NEVER, Says.TOO_MANY, "429 without Retry-After"),
    FaultKind.GARBAGE: Recipe(Effect.NOW, Says.GARBAGE, "takes effect, and answers 200 with a body that is no JSON"),
    FaultKind.OK_WITH_ERROR: Recipe(
        Effect.NEVER, Says.OK_WITH_ERROR, "200 with an error in its body; nothing happened"
    ),
    FaultKind.HALF_BODY: Recipe(Effect.NOW, Says.TRUTH, "takes effect; the answer breaks off half way", Manner.HALF),
    FaultKind.EXTRA_RESPONSE: Recipe(
        Effect.NOW, Says.TRUTH, "answers properly, with one more answer behind it", Manner.TWICE
    ),
    FaultKind.DRIP_HEADERS: Recipe(
        Effect.NOW, Says.TRUTH, "takes effect; one header byte every `seconds` (default 1), for ever", Manner.DRIPPING
    ),
    FaultKind.REDIRECT: Recipe(Effect.NEVER, Says.REDIRECT, "307 to another host; nothing happened"),
    FaultKind.UNDECLARED: Recipe(Effect.NEVER, Says.TEAPOT, "418, which no contract declares; nothing happened"),
    FaultKind.STALE_READS: Recipe(
        Effect.NOW, Says.TRUTH, "answers properly; the next `reads` (default 2) show the past"
    ),
    FaultKind.LATE_EFFECT: Recipe(
        Effect.LATER, Says.NOTHING, "no answer; takes effect only after the next `reads` (default 1) of the same id"
    ),
}


@frozen
class Fault:
    """A fault that waits for its request.

    `operation`: alias or operationId, None for every operation that is no read; `key`: the id, None for any.
    `times`: how often it still strikes. `seconds` and `reads`: None for the kind's own default.
    """

    kind: FaultKind
    provider: str
    operation: str | None = None
    key: str | None = None
    times: int = 1
    seconds: float | None = None
    reads: int | None = None

    def strikes(self, provider: str, names: tuple[str, ...], key: str, *, is_read: bool) -> bool:
        """Whether it is meant for this request; `names`: alias and operationId."""
        if self.provider != provider or self.key not in (None, key):
            return False
        return not is_read if self.operation is None else self.operation in names


class FaultBox:
    """The faults that still wait; safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []
        self._struck: dict[tuple[str, str], int] = {}

    def add(self, fault: Fault) -> None:
        """Let a fault wait for its request."""
        with self._lock:
            self._waiting.append(fault)

    def clear(self) -> None:
        """Forget every fault, and which ids have had theirs."""
        with self._lock:
            self._waiting.clear()
            self._struck.clear()

    def waiting(self) -> tuple[Fault, ...]:
        """The faults that still wait."""
        with self._lock:
            return tuple(self._waiting)

    def take(
        self, provider: str, names: tuple[str, ...], key: str, *, is_read: bool, built_in: Fault | None
    ) -> Fault | None:
        """The fault for this request, one strike of it used up; `built_in`: what the id itself asks for."""
        with self._lock:
            for index, fault in enumerate(self._waiting):
                if fault.strikes(provider, names, key, is_read=is_read):
                    self._use(index, fault)
                    return fault
            if built_in is None or is_read:
                return None
            struck = self._struck.get((provider, key), 0)
            self._struck[provider, key] = struck + 1
            return built_in if struck < built_in.times else None

    def _use(self, index: int, fault: Fault) -> None:
        if fault.times > 1:
            self._waiting[index] = replace(fault, times=fault.times - 1)
        else:
            del self._waiting[index]
