"""What a run that stopped in the middle may have sent without recording what came of it."""

from collections.abc import Iterable

from runbook.interpreter.advance import advance
from runbook.interpreter.commands import Send
from runbook.interpreter.events import AnswerReceived, AttemptStarted, EffectRead, Event, Purpose, Reading, Verdict
from runbook.interpreter.state import State
from runbook.language.procedure import Procedure
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.contract import Effect

_STOPPED = "the run stopped before an answer was recorded"
_OLD = "the run was taken up again"
_TORN = "the end of the journal was cut off: it may have been sent"


def lost_answers(events: Iterable[Event]) -> list[Event]:
    """For each attempt without an answer the record that it got none: the run stopped before one was recorded."""
    flying: dict[tuple[str, Purpose, int], AttemptStarted] = {}
    for event in events:
        match event:
            case AttemptStarted():
                flying[event.address, event.purpose, event.attempt] = event
            case AnswerReceived():
                flying.pop((event.address, event.purpose, event.attempt), None)
            case _:
                pass
    return [event for one in flying.values() for event in _never_heard(one)]


def _never_heard(attempt: AttemptStarted) -> list[Event]:
    """What is recorded of an attempt whose answer nobody heard. A look before anything was sent is made again.

    It is no answer of the provider, so it does not count against the attempts that a look has.
    """
    lost = _lost(attempt, _STOPPED)
    if attempt.purpose is not Purpose.BEFORE:
        return [lost]
    again = (attempt.address, attempt.attempt, Verdict.CANNOT_TELL, _OLD, Reading.MORE, Purpose.BEFORE)
    return [lost, EffectRead(*again)]


def perhaps_sent(procedure: Procedure, state: State) -> list[Event]:
    """What may have been recorded behind the end of a journal that was cut off: the attempts that came next.

    `state`: where that journal ends, before anything is added to it. Each is taken for sent and unanswered, so that it
    is read back and never simply sent again.
    """
    _, known, commands = advance(procedure, state)
    supposed: list[Event] = []
    for command in commands:
        if isinstance(command, Send) and command.operation.effect is not Effect.READ:
            request = command.request
            started = AttemptStarted(
                command.address, command.attempt, command.purpose, request.described(), request.digest
            )
            supposed += [started, _lost(started, _TORN)]
    return [*known, *supposed] if supposed else []


def looked_too_early(procedure: Procedure, state: State) -> list[Event]:
    """For each first attempt that comes next the record that what was read before it is old: it is read again.

    `state`: where a run stands that is taken up again.
    """
    _, known, commands = advance(procedure, state)
    looked = [command for command in commands if isinstance(command, Send) and command.looked]
    again = [
        EffectRead(one.address, one.attempt, Verdict.CANNOT_TELL, _OLD, Reading.MORE, Purpose.BEFORE) for one in looked
    ]
    return [*known, *again] if again else []


def _lost(attempt: AttemptStarted, because: str) -> Event:
    answer = Answer(AnswerKind.NO_ANSWER, reason=because)
    return AnswerReceived(attempt.address, attempt.attempt, attempt.purpose, answer)
