"""Events in one short line, for a story."""

from enum import Enum

from runbook.frozen import fields
from runbook.interpreter.context import status_text
from runbook.interpreter.events import AnswerReceived, AttemptStarted, Event

NOTHING: tuple[object, ...] = ("", None, (), False)


def told(event: Event) -> str:
    """What happened, without what is the same in every run."""
    match event:
        case AttemptStarted():
            return f"AttemptStarted {event.address} {event.purpose.value} {event.attempt}"
        case AnswerReceived(answer=answer):
            what = f"AnswerReceived {event.address} {event.purpose.value} {event.attempt}: {status_text(answer)}"
            return f"{what} {answer.message or answer.reason}".rstrip()
        case _:
            said = [
                f"{name}={_short(value)}" for name in fields(event) if (value := _member(event, name)) not in NOTHING
            ]
            return " ".join([type(event).__name__, event.address, *said]).replace("  ", " ")


def _member(event: Event, name: str) -> object:
    return None if name in ("address", "digest", "servers") else getattr(event, name)


def _short(value: object) -> str:
    return str(value.value) if isinstance(value, Enum) else str(value)
