"""How long after a request a read that does not show its effect is evidence that there is none.

After a complete answer the provider is done with the request, and its grace is all that a read may be behind. Without
one the provider may still be at work: for as long as a request may wait before its first byte leaves, for the whole
timeout of the attempt, and for its grace after that.
"""

from runbook.interpreter.state import CallProgress
from runbook.language.procedure import Call
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.contract import Operation
from runbook.providers.statuses import declared_response

DEPARTURE = 2.0
"""Seconds in which the first byte of a recorded attempt leaves, or never does."""


def is_silent(answer: Answer) -> bool:
    """Return True if the provider may still be at work after this answer: there is none, or it is a 5XX.

    A 5XX may come from a gateway that gave up waiting (502, 503, 504), or from a part of the provider that did.
    """
    return answer.kind is AnswerKind.NO_ANSWER or (answer.status is not None and answer.status >= 500)


def is_success(answer: Answer | None) -> bool:
    """Return True for a complete 2XX, whatever its body says."""
    complete = answer is not None and answer.kind in (AnswerKind.RESPONSE, AnswerKind.UNDECLARED, AnswerKind.MALFORMED)
    return complete and answer is not None and answer.status is not None and 200 <= answer.status < 300


def is_claim(operation: Operation, answer: Answer | None) -> bool:
    """Return True for a success by which the provider says that it acted, or will: its contract lets it mean no other.

    One that the contract does not declare, or that breaks it, may say anything, and so may one whose body can say no
    in words that no contract reads.
    """
    if answer is None or answer.kind is not AnswerKind.RESPONSE or answer.status is None or not is_success(answer):
        return False
    if operation.success is not None:
        return answer.success is True
    response = declared_response(operation, answer.status)
    return response is None or not response.says_no


def evidence(operation: Operation, answer: Answer | None) -> tuple[bool, ...]:
    """What of an answer decides how its effect is settled; equal for answers that are settled alike."""
    if answer is None:
        return ()
    return (
        is_success(answer),
        not why_no_proof(operation, answer, silent=is_silent(answer)),
        is_claim(operation, answer),
    )


_PARTLY = ("206", "207")
"""Declared successes that tell of several things, some of which may be done and others not."""


def why_no_proof(operation: Operation, answer: Answer | None, *, silent: bool) -> str:
    """Return why a read that does not show the whole effect proves nothing after this answer; empty when it does.

    `silent`: this answer or an earlier one leaves open what the provider did.
    """
    if answer is None:
        return ""
    if is_success(answer) and answer.kind is not AnswerKind.RESPONSE:
        return "a 2XX is no refusal"
    response = declared_response(operation, answer.status) if answer.status is not None else None
    partly = any(one.status in _PARTLY for one in operation.responses)
    if partly and (silent or (response is not None and response.status in _PARTLY)):
        return "a part of it may be done"
    return ""


def wait_for_proof(call: Call, *, silent: bool) -> float | None:
    """Seconds after which a read counts, from the attempt if it was `silent`, else from its answer.

    None when the contract declares no grace: then no read ever does.
    """
    grace = call.site.operation.grace
    if grace is None:
        return None
    return DEPARTURE + call.site.timeout + grace if silent else grace


def last_wait(call: Call, progress: CallProgress) -> float:
    """Seconds from now to the one last read that counts; 0 when the reads so far were late enough, or none can be.

    Time in which a run rested is no evidence: it was told by a wall clock, which people set.
    """
    whole = wait_for_proof(call, silent=progress.silent)
    waited = 0.0 if call.verify is not None and call.verify.rests else progress.waited
    return 0.0 if whole is None or progress.late else max(0.0, whole - waited)
