"""What a witness outside the interpreter knows of a run: which sendings may have acted, what ended, what stopped.

It keeps its own account of every irreversible request and believes only what proves something: that a request was not
sent, a refusal, a read that was patient enough, a person's word. The interpreter's own account plays no part.
"""

from collections.abc import Hashable, Mapping
from enum import Enum

from runbook.frozen import field, frozen, replace
from runbook.interpreter.address import pattern
from runbook.interpreter.events import (
    AnswerReceived,
    AnswerRouted,
    AttemptStarted,
    ChoiceMade,
    EffectRead,
    EffectSettled,
    Event,
    FellInDoubt,
    Purpose,
    StepEnded,
    Verdict,
)
from runbook.interpreter.state import STOPPING
from runbook.language.procedure import StepState, Verb
from runbook.planning.ground import Ground
from runbook.providers.answer import Answer, AnswerKind


class Breach(Enum):
    """What must never happen."""

    SENT_TWICE = "may-send-twice"
    SENT_AFTER_STOP = "sends-after-stop"
    UNNAMED_END = "unnamed-end"


class Proof(Enum):
    """What an answer shows of its own request: nothing, that the provider knows of it, or that it did not act."""

    NONE = "none"
    WORD = "word"
    REFUSAL = "refusal"


_ENOUGH = {Verb.RETRY: (Proof.REFUSAL,), Verb.FALLBACK: (Proof.REFUSAL, Proof.WORD)}
"""What an answer must show before its verb may send anything further in its place."""


@frozen
class Watch:
    """What the witness knows.

    `flying`: answered and not routed yet, or still under way (None); `acted`: may have acted.
    `lost`: an answer was lost once, so a later refusal may be the echo of an effect and proves nothing.
    `silent`: an attempt ended without an answer of the provider itself, which may still be at work.
    `over`: steps that ended; `stops`: where something stopped, and how; `doubts`: what only a person can settle.
    """

    flying: Mapping[str, Proof | None] = field(default_factory=dict)
    acted: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    over: frozenset[str] = frozenset()
    stops: frozenset[tuple[str, StepState]] = frozenset()
    doubts: frozenset[str] = frozenset()

    @property
    def key(self) -> Hashable:
        """Equal for two that know the same."""
        flying = tuple(sorted((address, proof.value if proof else "") for address, proof in self.flying.items()))
        return (flying, self.acted, self.lost, self.silent, self.over, self.stops, self.doubts)

    def breach(self, address: str, ground: Ground) -> tuple[Breach, str] | None:
        """What an irreversible request from this address breaks, and the address of what came before."""
        for earlier in sorted(self.over | self.acted):
            if is_within(address, earlier):
                return Breach.SENT_TWICE, earlier
        for doubtful in sorted(self.doubts):
            return Breach.SENT_AFTER_STOP, doubtful
        for stopped, state in sorted(self.stops, key=lambda one: one[0]):
            if not ground.on_purpose(address, stopped, state):
                return Breach.SENT_AFTER_STOP, stopped
        return None

    def died(self) -> "Watch":
        """After the process died: what was under way may have acted, whatever is recorded of it."""
        gone = frozenset(self.flying)
        if not gone:
            return self
        return replace(self, flying={}, acted=self.acted | gone, lost=self.lost | gone, silent=self.silent | gone)

    def after(self, event: Event, ground: Ground) -> "Watch":
        """What it knows after an event."""
        address = event.address
        match event:
            case StepEnded():
                return self._ended(event, ground)
            case _ if pattern(address) not in ground.irreversible:
                return self
            case AttemptStarted(purpose=Purpose.ACT):
                return replace(self, flying={**self.flying, address: None}, acted=self.acted | {address})
            case AnswerReceived(purpose=Purpose.ACT, answer=answer) if address in self.flying:
                return self._answered(address, answer)
            case AnswerRouted(verb=verb) if address in self.flying:
                landed = replace(self, flying=without(self.flying, address))
                return landed._cleared(address) if self.flying[address] in _ENOUGH.get(verb, ()) else landed
            case EffectRead(verdict=Verdict.REFUTED) if ground.resends(address):
                return self._cleared(address)
            case EffectRead(verdict=Verdict.DOES_NOT_HOLD, reading=reading, purpose=Purpose.VERIFY):
                proves = ground.proves(address, reading, silent=address in self.silent)
                return self._cleared(address) if proves else self
            case FellInDoubt():
                return replace(self, doubts=self.doubts | {address})
            case EffectSettled(happened=happened):
                settled = replace(self, doubts=self.doubts - {address})
                return settled if happened else settled._cleared(address)
            case ChoiceMade(choice=Verb.RETRY.value):
                return self._cleared(address)
            case _:
                return self

    def _cleared(self, address: str) -> "Watch":
        return replace(self, acted=self.acted - {address})

    def _answered(self, address: str, answer: Answer) -> "Watch":
        if answer.kind is AnswerKind.NO_ANSWER:
            lost, silent = self.lost | {address}, self.silent | {address}
            return replace(self, flying=without(self.flying, address), lost=lost, silent=silent)
        silent = self.silent | {address} if answer.status is not None and answer.status >= 500 else self.silent
        shown = _shown(answer, echo=address in self.lost)
        return replace(self, flying={**self.flying, address: shown}, silent=silent)

    def _ended(self, event: StepEnded, ground: Ground) -> "Watch":
        """A step that ended is one mark in place of all marks inside it; a stop inside stays until a stop around it."""
        address = event.address
        if not ground.matters(address):
            over = self.over
        else:
            over = frozenset(one for one in self.over if not is_within(one, address)) | {address}
        stops = self.stops
        if event.state in STOPPING:
            outside = frozenset(one for one in stops if not is_within(one[0], address))
            stops = outside | {(address, event.state)}
        return replace(
            self,
            flying={one: proof for one, proof in self.flying.items() if not is_within(one, address)},
            acted=frozenset(one for one in self.acted if not is_within(one, address)),
            lost=frozenset(one for one in self.lost if not is_within(one, address)),
            silent=frozenset(one for one in self.silent if not is_within(one, address)),
            over=over,
            stops=stops,
            doubts=frozenset(one for one in self.doubts if not is_within(one, address)),
        )


def _shown(answer: Answer, *, echo: bool) -> Proof:
    """What an answer shows. `echo`: an earlier one was lost, so a refusal may speak of that one's effect."""
    if answer.kind is AnswerKind.NOT_SENT:
        return Proof.REFUSAL
    if answer.nothing is True:
        return Proof.NONE if echo else Proof.REFUSAL
    complete = answer.kind in (AnswerKind.RESPONSE, AnswerKind.UNDECLARED)
    if not complete or answer.status is None or answer.status >= 500:
        return Proof.NONE
    if answer.status >= 400:
        return Proof.NONE if echo else Proof.REFUSAL
    return Proof.WORD if answer.kind is AnswerKind.RESPONSE else Proof.NONE


def without(flying: Mapping[str, Proof | None], address: str) -> dict[str, Proof | None]:
    """What else is under way."""
    return {one: proof for one, proof in flying.items() if one != address}


def is_within(address: str, around: str) -> bool:
    """Whether an address is `around` itself, one of its items, or inside it."""
    return address == around or address.startswith((around + "/", around + "["))
