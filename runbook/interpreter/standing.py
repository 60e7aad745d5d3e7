"""What became of each effect of a run, as far as its events tell: it happened, it did not, or nobody knows."""

from collections.abc import Iterable, Mapping
from enum import Enum

from runbook.by_identity import by_identity
from runbook.frozen import field, frozen, replace
from runbook.interpreter.events import (
    AnswerReceived,
    AnswerRouted,
    Asked,
    AttemptStarted,
    ChoiceMade,
    EffectRead,
    EffectSettled,
    Event,
    FellInDoubt,
    Purpose,
    SameEffect,
    StepEnded,
    Verdict,
)
from runbook.language.procedure import Verb
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.contract import Effect
from runbook.values.canonical import digest_by_value
from runbook.values.json import Json
from runbook.values.numbers import number_text, read_number, shortest


class Standing(Enum):
    """Whether an effect is there."""

    HAPPENED = "happened"
    DID_NOT_HAPPEN = "did_not_happen"
    IN_DOUBT = "in_doubt"


@frozen
class EffectStanding:
    """One effect of a run: the requests of one address that are alike. `request`: as `Request.described`.

    `before`: how it stood before the attempt that is under way or was answered last. `unseen`: a read showed that the
    effect is not there; only after that is anything sent again whose answer was lost. `claimed`: the provider said yes.
    `silent`: such a read was the last word, and no yes was said: a step that stops on it takes it for proof.
    """

    address: str
    request: Mapping[str, Json] = field(default_factory=dict)
    attempts: int = 0
    standing: Standing = Standing.DID_NOT_HAPPEN
    before: Standing = Standing.DID_NOT_HAPPEN
    answer: Answer | None = None
    unseen: bool = False
    claimed: bool = False
    silent: bool = False


_IDENTITY = ("provider", "operation", "path", "query", "body")


def _effect_key(request: Mapping[str, Json], run: str) -> str:
    """The digest of provider, operation and arguments: equal for requests that ask for the same effect.

    Numbers count by value: 1.10 in a body is 1.1, and so it is in a query where the contract declares a number.
    Headers are left out: an idempotency key differs from run to run, and so may a trace id. `run`: whose request it
    is; an adapter may have marked the body with its name.
    """
    asked = {name: _without(request.get(name), run) for name in _IDENTITY}
    return digest_by_value({**asked, "query": _query_by_value(asked["query"], request.get("numbers"))})


effect_key = by_identity(_effect_key, most=16)


def _query_by_value(query: Json, numbers: Json) -> Json:
    """The query with the shortest form of each number that was declared as one."""
    if not isinstance(query, list) or not isinstance(numbers, list):
        return query
    return [_pair_by_value(pair, numbers) for pair in query]


def _pair_by_value(pair: Json, numbers: list[Json]) -> Json:
    match pair:
        case [str(name), str(text)] if name in numbers:
            try:
                return [name, number_text(shortest(read_number(text)))]
            except ValueError:
                return pair
        case _:
            return pair


def _without(value: Json, run: str) -> Json:
    """A value in which the run's name stands nowhere."""
    match value:
        case str():
            return value.replace(run, _ANY_RUN)
        case list():
            return [_without(element, run) for element in value]
        case dict():
            return {name: _without(element, run) for name, element in value.items()}
        case _:
            return value


_ANY_RUN = "(run)"


def standings(events: Iterable[Event]) -> tuple[EffectStanding, ...]:
    """Every effect that the events tell of, in the order in which they were first tried; reads are none."""
    found: dict[str, EffectStanding] = {}
    same: dict[str, str] = {}
    for event in events:
        if isinstance(event, SameEffect):
            same[event.address] = event.earlier
        if isinstance(event, EffectSettled) and (earlier := same.get(event.address, "")) in found:
            found[earlier] = _told(found[earlier], event)
        if isinstance(event, AttemptStarted) and event.purpose is Purpose.ACT:
            request = event.request if isinstance(event.request, dict) else {}
            if request.get("effect") != Effect.READ.value:
                found[event.address] = _tried(found.get(event.address, EffectStanding(event.address)), request)
        elif event.address in found:
            found[event.address] = _told(found[event.address], event)
    return tuple(found.values())


def _tried(effect: EffectStanding, request: Mapping[str, Json]) -> EffectStanding:
    return replace(
        effect,
        request=request,
        attempts=effect.attempts + 1,
        before=Standing.DID_NOT_HAPPEN if effect.unseen else effect.standing,
        standing=Standing.IN_DOUBT,
        answer=None,
        unseen=False,
        claimed=False,
        silent=False,
    )


def _told(effect: EffectStanding, event: Event) -> EffectStanding:
    match event:
        case AnswerReceived(purpose=Purpose.ACT, answer=answer):
            return replace(effect, answer=answer)
        case AnswerRouted():
            return replace(effect, standing=_routed(effect, event), claimed=event.verb is Verb.DONE)
        case EffectRead(purpose=Purpose.BEFORE):
            return effect
        case EffectRead(verdict=Verdict.HOLDS | Verdict.GONE):
            return replace(effect, standing=Standing.HAPPENED, unseen=False, silent=False)
        case EffectRead(verdict=verdict):
            unseen = verdict in (Verdict.DOES_NOT_HOLD, Verdict.REFUTED)
            silent = unseen and not effect.claimed
            return replace(effect, standing=Standing.IN_DOUBT, unseen=unseen, silent=silent)
        case FellInDoubt() | Asked():
            return replace(effect, silent=False)
        case StepEnded() if effect.silent:
            return replace(effect, standing=Standing.DID_NOT_HAPPEN)
        case EffectSettled(happened=happened):
            return replace(effect, standing=Standing.HAPPENED if happened else Standing.DID_NOT_HAPPEN)
        case ChoiceMade(choice=Verb.DONE.value):
            return replace(effect, standing=Standing.HAPPENED)
        case _:
            return effect


def _routed(effect: EffectStanding, event: AnswerRouted) -> Standing:
    match event.verb:
        case Verb.DONE | Verb.ALREADY:
            return Standing.HAPPENED
        case Verb.SETTLE:
            return Standing.IN_DOUBT
        case Verb.RETRY | Verb.TOLERATE | Verb.FALLBACK | Verb.STOP | Verb.ASK:
            return effect.before if event.nothing else Standing.IN_DOUBT


def refuses(answer: Answer) -> bool:
    """Return True if this answer proves by itself that its own request did not act."""
    if answer.kind is AnswerKind.NOT_SENT:
        return True
    complete = answer.kind in (AnswerKind.RESPONSE, AnswerKind.UNDECLARED)
    return complete and answer.status is not None and 400 <= answer.status < 500
