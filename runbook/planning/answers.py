"""Every class of answer that a call can get."""

from collections.abc import Iterator

from runbook.frozen import frozen, replace
from runbook.language.procedure import Call, Row
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.contract import Operation, Response
from runbook.values.shape import ANY
from runbook.values.unknown import Unknown

OTHER_WORDS = "\x00"
"""A message that no row and no contract knows; NUL cannot occur in a row."""

_ALWAYS = (401, 403, 429, 500)
"""Statuses that any server can answer, whether a contract declares them or not (RFC 9110, RFC 6585)."""


@frozen
class AnswerClass:
    """One class of answers: its status as text, the provider's words if it has some, and one answer of the class."""

    status: str
    message: str | None
    answer: Answer


def possible_answers(call: Call) -> tuple[AnswerClass, ...]:
    """Declared answers first, in the contract's order; then those that no contract declares."""
    operation = call.site.operation
    declared = [one for response in operation.responses for one in _declared(response, operation, call.rows)]
    known = {one.status for one in declared}
    bare = Answer(AnswerKind.UNDECLARED, body=Unknown(ANY, "response.body"), message="", reason="not declared")
    drift = [
        AnswerClass(str(status), None, replace(bare, status=status)) for status in _ALWAYS if str(status) not in known
    ]
    return (*declared, *drift, *_special(bare))


def _special(bare: Answer) -> Iterator[AnswerClass]:
    yield AnswerClass("not_sent", None, Answer(AnswerKind.NOT_SENT, reason="could not connect"))
    yield AnswerClass("no_answer", None, Answer(AnswerKind.NO_ANSWER, reason="the answer was lost"))
    yield AnswerClass("undeclared", None, replace(bare, status=418))
    yield AnswerClass(
        "malformed", None, Answer(AnswerKind.MALFORMED, status=200, reason="the body breaks the contract")
    )


def _declared(response: Response, operation: Operation, rows: tuple[Row, ...]) -> Iterator[AnswerClass]:
    body = Unknown(response.shape, "response.body") if response.has_body else None
    for status in _codes(response, operation):
        answer = Answer(AnswerKind.RESPONSE, status, body=body, message=None)
        label = response.status if response.status != "default" else f"default ({status})"
        words = _messages(response, status, rows)
        for message in words:
            yield AnswerClass(label, message, replace(answer, message=message))
        if not words or status >= 400:
            told = "" if not words else OTHER_WORDS
            yield AnswerClass(label, told or None, replace(answer, message=told))


def _codes(response: Response, operation: Operation) -> tuple[int, ...]:
    """The status itself; for a range or `default` codes that stand for the rest."""
    if response.status.isdigit():
        return (int(response.status),)
    taken = {one.status for one in operation.responses}
    families = (4, 5) if response.status == "default" else (int(response.status[0]),)
    return tuple(
        next((code for code in range(family * 100, family * 100 + 100) if str(code) not in taken), family * 100)
        for family in families
    )


def _messages(response: Response, status: int, rows: tuple[Row, ...]) -> tuple[str, ...]:
    """The words the contract's examples use, and one sample for each row with words of its own."""
    samples = [
        row.message.replace("*", "…")
        for row in rows
        if row.message is not None and row.status in (str(status), f"{status // 100}XX")
    ]
    if status < 400 and not samples:
        return ()
    declared = response.messages
    fresh = [sample for sample in samples if not _told(sample, declared)]
    return tuple(dict.fromkeys((*declared, *fresh)))


def _told(sample: str, declared: tuple[str, ...]) -> bool:
    """Whether a declared message already stands for a row's sample: `SSN Trace …` for `SSN Trace is required.`"""
    head, _, tail = sample.partition("…")
    return any(one == sample or ("…" in sample and one.startswith(head) and one.endswith(tail)) for one in declared)
