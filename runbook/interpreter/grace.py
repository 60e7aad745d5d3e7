"""How long after a request a read that does not show its effect is evidence that there is none.

After a complete answer the provider is done with the request, and its grace is all that a read may be behind. Without
one the provider may still be at work: for as long as a request may wait before its first byte leaves, for the whole
timeout of the attempt, and for its grace after that.
"""

from runbook.interpreter.state import CallProgress
from runbook.language.procedure import Call
from runbook.providers.answer import Answer, AnswerKind

DEPARTURE = 2.0
"""Seconds in which the first byte of a recorded attempt leaves, or never does."""

_GATEWAY = (502, 503, 504)
"""Answers of something before the provider, which may still be at work (RFC 9110, 15.6)."""


def is_silent(answer: Answer) -> bool:
    """Return True if the provider may still be at work after this answer: there is none, or a gateway gave it."""
    return answer.kind is AnswerKind.NO_ANSWER or answer.status in _GATEWAY


def wait_for_proof(call: Call, *, silent: bool) -> float | None:
    """Seconds after which a read counts, from the attempt if it was `silent`, else from its answer.

    None when the contract declares no grace: then no read ever does.
    """
    grace = call.site.operation.grace
    if grace is None:
        return None
    return DEPARTURE + call.site.timeout + grace if silent else grace


def last_wait(call: Call, progress: CallProgress) -> float:
    """Seconds from now to the one last read that counts; 0 when the reads so far were late enough, or none can be."""
    whole = wait_for_proof(call, silent=progress.silent)
    return 0.0 if whole is None or progress.late else max(0.0, whole - progress.waited)
