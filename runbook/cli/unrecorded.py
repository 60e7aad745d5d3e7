"""What came back and could not be written down: only this word of it remains."""

from collections.abc import Iterable

from runbook.interpreter.events import AnswerReceived, ChoiceMade, EffectSettled, Event, Purpose
from runbook.reporting.escape import visible
from runbook.reporting.words import answer_words


def unrecorded_words(events: Iterable[Event]) -> str:
    """A line for each answer and each person's word among these events; empty when there is none."""
    lines = [line for event in events if (line := _said(event))]
    head = "not in the journal, so write it down:"
    return "".join(f"{line}\n" for line in (head, *lines)) if lines else ""


def _said(event: Event) -> str:
    match event:
        case AnswerReceived():
            which = "attempt" if event.purpose is Purpose.ACT else "read-back"
            return f"  {event.address}, {which} {event.attempt}: {visible(answer_words(event.answer))}"
        case ChoiceMade():
            return f"  {event.address}: {event.by or 'the deadline'} chose {visible(event.choice)}"
        case EffectSettled():
            happened = "happened" if event.happened else "did not happen"
            return f"  {event.address}: {event.by} says it {happened}: {visible(event.because)}"
        case _:
            return ""
