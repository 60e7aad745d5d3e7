"""A road that must not be, as a numbered story in plain words."""

from collections.abc import Iterable, Iterator, Mapping

from runbook.frozen import frozen
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
    RunEnded,
    StepEnded,
    StepOpened,
    Verdict,
    WaitEnded,
)
from runbook.language.procedure import Call, StepState
from runbook.planning.walk import Leg
from runbook.providers.answer import Answer, AnswerKind

_CUT_OFF = "what comes next leaves, the power fails, and the end of the journal is cut off"
_VERDICTS = {
    Verdict.HOLDS: "the read shows that it happened",
    Verdict.GONE: "the read shows that it is gone",
    Verdict.REFUTED: "the read shows that it failed",
    Verdict.DOES_NOT_HOLD: "the read does not show it",
    Verdict.CANNOT_TELL: "the read cannot tell",
}
_KINDS = {
    AnswerKind.NOT_SENT: "it does not reach the provider",
    AnswerKind.NO_ANSWER: "no answer comes",
    AnswerKind.UNDECLARED: "an answer comes that the contract does not declare",
    AnswerKind.MALFORMED: "an answer comes that breaks the contract",
}
_FAMILIES = {2: "a yes comes (2XX)", 3: "a redirect comes (3XX)", 4: "a refusal comes (4XX)", 5: "an error comes (5XX)"}


def story(road: Iterable[Leg], calls: Mapping[str, Call], last: str) -> str:
    """The road, one numbered line for each thing that happens on it, and `last` for what must not."""
    lines = [*_Teller(calls).road(road), last]
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def request_words(address: str, calls: Mapping[str, Call]) -> str:
    """`case: POST /case/id/{caseId}/cancel`."""
    call = calls.get(pattern(address))
    return f"{address}: {call.site.operation.method.upper()} {call.site.operation.path}" if call else address


@frozen
class _Teller:
    """Words for events. `calls`: the playbook's own, by address pattern."""

    calls: Mapping[str, Call]

    def road(self, road: Iterable[Leg]) -> Iterator[str]:
        """Everything that happens."""
        for leg in road:
            resumed = leg.way.resumed
            before = len(leg.way.events) if resumed is not None else len(leg.events)
            yield from self._told(leg.events[:before])
            if resumed is not None:
                yield "the process dies before an answer is recorded" if leg.way.events else _CUT_OFF
                yield from (f"resume: {line}" for line in self._resumed(resumed))
                yield from self._told(leg.events[before + len(resumed) :])

    def _resumed(self, events: tuple[Event, ...]) -> Iterator[str]:
        if not events:
            yield "nothing is recorded of it"
        yield from self._told(events)

    def _told(self, events: Iterable[Event]) -> Iterator[str]:
        for event in events:
            words = self._words(event)
            if words:
                yield words

    def _words(self, event: Event) -> str:
        at = event.address
        match event:
            case AttemptStarted(purpose=Purpose.ACT):
                return f"{request_words(at, self.calls)} is recorded and leaves"
            case AttemptStarted():
                return f"{at}: a read is recorded and leaves"
            case AnswerReceived(answer=answer):
                return f"{at}: {_answer(answer)}"
            case AnswerRouted(verb=verb):
                return f"{at}: that answer leads to {verb.value}"
            case EffectRead(verdict=verdict):
                return f"{at}: {_VERDICTS[verdict]}"
            case WaitEnded(seconds=seconds):
                return f"{at}: {seconds:g} s pass"
            case ChoiceMade(choice=choice):
                return f"{at}: a person chooses {choice}"
            case FellInDoubt():
                return f"{at} is in doubt"
            case EffectSettled(happened=happened):
                return f"{at}: a person says that it {'happened' if happened else 'did not happen'}"
            case StepOpened(items=items) if items is not None:
                return f"{at} goes over {len(items)} items"
            case StepEnded(state=state) if state is not StepState.SKIPPED:
                return f"{at} ends: {state.value.replace('_', ' ')}" + (f" ({event.because})" if event.because else "")
            case RunEnded(state=state):
                return f"the run ends: {state.value.replace('_', ' ')}"
            case _:
                return ""


def _answer(answer: Answer) -> str:
    if answer.kind is not AnswerKind.RESPONSE or answer.status is None:
        return _KINDS.get(answer.kind, "an answer comes")
    return _FAMILIES.get(answer.status // 100, "an answer comes")
