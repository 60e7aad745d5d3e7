"""What can happen next in a run that rests: every answer, every word of a person, and the death of the process."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from runbook.frozen import frozen, replace
from runbook.interpreter.address import pattern
from runbook.interpreter.commands import Command, Inquire, Pause, Record, Send, Settle, Suppose
from runbook.interpreter.events import (
    AnswerReceived,
    AttemptStarted,
    ChoiceMade,
    EffectRead,
    EffectSettled,
    Event,
    Purpose,
    SameEffect,
    StepEnded,
    StepOpened,
    Verdict,
    WaitEnded,
    WaitReason,
)
from runbook.language.procedure import Call, StepState
from runbook.planning.families import Turn
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.contract import Effect

PERSON = "a person"
CANNOT_BE_SENT = "not sent: its request cannot be built"
_LOST = Answer(AnswerKind.NO_ANSWER)

Resume = Callable[[Sequence[Event]], Sequence[Event]]
"""What a resumed run records first, from the attempts that have no answer."""


@frozen
class Way:
    """One way on: what happens. `resumed`: what a resumed run records first, when the process died after `events`.

    `poll`: it leads back to where it began, a bounded number of times.
    """

    events: tuple[Event, ...]
    resumed: tuple[Event, ...] | None = None
    poll: bool = False


@frozen
class World:
    """Everything that can come from outside. `turns`, `calls`: by address pattern."""

    calls: Mapping[str, Call]
    turns: Mapping[str, tuple[Turn, ...]]
    resume: Resume

    def ways(self, commands: Sequence[Command]) -> Iterator[Way]:
        """The ways on from a rest. Of several commands the first is served; the second stops or is lost beside it.

        Two are enough: all that one arm or item learns of the others is that one stopped or is in doubt.
        """
        if not commands:
            return
        yield from self._first(commands[0])
        sends = [one for one in commands if isinstance(one, Send)]
        for other in commands[1:2]:
            if isinstance(other, Send) and other.purpose is Purpose.ACT:
                yield Way((StepEnded(other.address, StepState.FAILED, CANNOT_BE_SENT),))
                yield Way((_started(other), AnswerReceived(other.address, other.attempt, other.purpose, _LOST)))
        if len(sends) > 1:
            yield self._death(sends)

    def _first(self, command: Command) -> Iterator[Way]:
        match command:
            case Send(purpose=Purpose.ACT):
                yield from self._act(command)
            case Send():
                yield from self._read(command)
            case Suppose(alternatives=alternatives):
                yield from (Way((event,)) for event in alternatives)
                if isinstance(alternatives[0], StepOpened):
                    yield Way((StepEnded(command.address, StepState.FAILED, "a condition cannot be evaluated"),))
            case Pause(address=address, seconds=seconds, reason=reason):
                yield Way((WaitEnded(address, seconds, reason),), poll=reason is WaitReason.POLL)
            case Inquire(address=address, choices=choices):
                yield from (Way((ChoiceMade(address, choice, PERSON),)) for choice in choices)
            case Settle(address=address):
                yield from (Way((EffectSettled(address, said, PERSON, ""),)) for said in (True, False))
            case Record():
                return

    def _act(self, send: Send) -> Iterator[Way]:
        started = _started(send)
        yield self._death([send])
        for turn in self.turns[pattern(send.address)]:
            yield Way((started, AnswerReceived(send.address, send.attempt, send.purpose, turn.answer)))
        yield from self._same(send)
        if send.attempt == 1:
            yield Way((StepEnded(send.address, StepState.FAILED, CANNOT_BE_SENT),))

    def _same(self, send: Send) -> Iterator[Way]:
        """The effect turns out to be another's of this run, or may be; only where there can be another."""
        irreversible = [call for call in self.calls.values() if call.site.operation.effect is Effect.IRREVERSIBLE]
        if send.operation.effect is not Effect.IRREVERSIBLE or send.attempt > 1 or send.meant:
            return
        if "[" in send.address or len(irreversible) > 1:
            for asks in {False, send.operation.moves_money}:
                yield Way((SameEffect(send.address, send.address, happened=True, asks=asks),))
            # A person who settles that doubt leads back here, or on as any yes or no of this call does.
            yield Way((SameEffect(send.address, send.address, happened=False),), poll=True)

    def _read(self, send: Send) -> Iterator[Way]:
        """The read that ends `within` or the last one, any read before it, and a death during one."""
        verify = self.calls[pattern(send.address)].verify
        if send.purpose is Purpose.BEFORE:
            yield replace(self._death([send]), poll=True)
        if verify is not None and verify.polls > 1 and not send.last:
            yield Way((EffectRead(send.address, send.attempt, Verdict.DOES_NOT_HOLD),), poll=True)
            yield replace(self._death([send]), poll=True)
        for verdict in send.verdicts:
            yield Way((EffectRead(send.address, send.attempt, verdict, "", send.reading, send.purpose),))

    def _death(self, sends: Sequence[Send]) -> Way:
        """The process dies when these are under way, and the run is resumed."""
        under_way = tuple(_started(send) for send in sends)
        return Way(under_way, tuple(self.resume(under_way)))


def _started(send: Send) -> AttemptStarted:
    return AttemptStarted(send.address, send.attempt, send.purpose, None, "")
