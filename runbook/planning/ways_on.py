"""What the world can say to a command of a plan."""

from runbook.interpreter.commands import Command, Inquire, Pause, Record, Send, Settle, Suppose
from runbook.interpreter.events import ChoiceMade, EffectRead, EffectSettled, Event, Verdict, WaitEnded


def ways_on(command: Command | None) -> list[tuple[Event, Verdict | None]]:
    """Return each event that can follow, with its verdict. Others that are ready wait; their order does not matter."""
    match command:
        case Suppose(alternatives=alternatives):
            return [(event, None) for event in alternatives]
        case Send():
            return [(_read(command, verdict), verdict) for verdict in command.verdicts]
        case Pause(address=address, seconds=seconds, reason=reason):
            return [(WaitEnded(address, seconds, reason), None)]
        case Inquire(address=address, choices=choices):
            return [(ChoiceMade(address, choice, "a person"), None) for choice in choices]
        case Settle(address=address):
            return [(EffectSettled(address, said, "a person", "it was looked up"), None) for said in (True, False)]
        case None | Record():
            return []


def _read(send: Send, verdict: Verdict) -> EffectRead:
    """Planning judges only the read at the end of `within`, and the one last read behind it."""
    return EffectRead(send.address, send.attempt, verdict, "it did not say", send.reading, send.purpose)
