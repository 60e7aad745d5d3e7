"""The words for states, answers and times, the same in every format for people."""

import datetime
from typing import TYPE_CHECKING

from runbook.interpreter.events import Verdict
from runbook.language.procedure import StepState
from runbook.providers.answer import Answer, AnswerKind
from runbook.reporting.durations import duration as duration
from runbook.reporting.escape import shortened
from runbook.reporting.style import Role

if TYPE_CHECKING:
    from runbook.reporting.report import Settled

STATES = {
    StepState.DONE: ("✓", "done", Role.OK),
    StepState.DONE_WITH_NOTES: ("~", "done with notes", Role.WARN),
    StepState.SKIPPED: ("·", "skipped", Role.DIM),
    StepState.FAILED: ("✗", "failed", Role.ERROR),
    StepState.HANDED_OVER: ("→", "handed over", Role.WARN),
    StepState.WAITING: ("…", "waiting", Role.WARN),
    StepState.IN_DOUBT: ("?", "in doubt", Role.ERROR),
}
"""State -> its mark, its words, its role."""

VERDICTS = {
    Verdict.HOLDS: ("it shows that it happened", Role.OK),
    Verdict.GONE: ("it is gone", Role.OK),
    Verdict.REFUTED: ("it shows that it failed", Role.WARN),
    Verdict.DOES_NOT_HOLD: ("it does not show it", Role.WARN),
    Verdict.CANNOT_TELL: ("it cannot tell", Role.WARN),
}
"""Verdict of a read-back -> its words, its role."""

UNFINISHED = ("!", "not finished", Role.ERROR)
RUNNING = ("▸", "running", Role.NOTE)
CLOSED = ("·", "closed", Role.DIM)


def state_words(state: StepState | None) -> tuple[str, str, Role]:
    """Mark, words and role of a state; None is a step or run that has not ended."""
    return UNFINISHED if state is None else STATES[state]


def run_words(state: StepState | None, *, running: bool, closed: bool = False) -> tuple[str, str, Role]:
    """Mark, words and role of a run that a living process may be driving, or that a person gave up."""
    if closed:
        return CLOSED
    return RUNNING if running and state is None else state_words(state)


def settled_words(settled: "Settled") -> str:
    """Who said when whether it happened, and how they know."""
    said = "happened" if settled.happened else "did not happen"
    return f"{settled.by} said at {moment(settled.at)} that it {said}: {settled.because}"


def answer_words(answer: Answer | None) -> str:
    """`422 "Service cannot be canceled."`, `no answer: connection reset`, `200, malformed: …`."""
    if answer is None:
        return "no answer recorded"
    status = "" if answer.status is None else str(answer.status)
    said = f'"{shortened(answer.message, 160)}"' if isinstance(answer.message, str) and answer.message else ""
    match answer.kind:
        case AnswerKind.RESPONSE:
            return f"{status} {said}".rstrip()
        case AnswerKind.UNDECLARED | AnswerKind.MALFORMED:
            reason = f"({answer.kind.value}: {answer.reason})" if answer.reason else f"({answer.kind.value})"
            return " ".join(part for part in (status, said, reason) if part)
        case AnswerKind.NOT_SENT:
            return f"not sent: {answer.reason}"
        case AnswerKind.NO_ANSWER:
            return f"no answer: {answer.reason}"


_LAST = 253_402_300_799.0
"""The last second that has a date."""


def moment(at: float) -> str:
    """A time in UTC: `2026-03-01 09:31:12Z`; `at`: seconds since the epoch."""
    return datetime.datetime.fromtimestamp(min(at, _LAST), datetime.UTC).strftime("%Y-%m-%d %H:%M:%SZ")


def counted(count: int, noun: str, plural: str = "") -> str:
    """`1 request`, `2 requests`, `2 retries`."""
    return f"{count} {noun if count == 1 else plural or noun + 's'}"
