import pytest

from runbook.interpreter.events import (
    AnswerReceived,
    AnswerRouted,
    AttemptStarted,
    ChoiceMade,
    EffectRead,
    EffectSettled,
    Event,
    Purpose,
    Verdict,
)
from runbook.interpreter.standing import Standing, effect_key, standings
from runbook.language.procedure import Verb
from runbook.providers.answer import Answer, AnswerKind

REQUEST = {"provider": "toy", "operation": "cancel", "effect": "irreversible", "path": "/x", "query": [], "body": None}
LOST = Answer(AnswerKind.NO_ANSWER)


def says(status: int) -> Answer:
    return Answer(AnswerKind.RESPONSE, status)


def tried(answer: Answer | None, verb: Verb | None, number: int = 1) -> list[Event]:
    events: list[Event] = [AttemptStarted("a", number, Purpose.ACT, REQUEST, "")]
    if answer is not None:
        events.append(AnswerReceived("a", number, Purpose.ACT, answer))
    if verb is not None:
        events.append(AnswerRouted("a", number, 0, verb, ""))
    return events


def read(verdict: Verdict) -> Event:
    return EffectRead("a", 1, verdict)


@pytest.mark.parametrize(
    ("events", "standing"),
    [
        (tried(None, None), Standing.IN_DOUBT),
        (tried(LOST, None), Standing.IN_DOUBT),
        (tried(says(200), Verb.DONE), Standing.HAPPENED),
        (tried(says(409), Verb.ALREADY), Standing.HAPPENED),
        (tried(says(404), Verb.STOP), Standing.DID_NOT_HAPPEN),
        (tried(says(422), Verb.FALLBACK), Standing.DID_NOT_HAPPEN),
        (tried(says(422), Verb.TOLERATE), Standing.DID_NOT_HAPPEN),
        (tried(says(302), Verb.STOP), Standing.IN_DOUBT),
        (tried(Answer(AnswerKind.MALFORMED, 200), Verb.STOP), Standing.IN_DOUBT),
        (tried(Answer(AnswerKind.NOT_SENT), Verb.STOP), Standing.DID_NOT_HAPPEN),
        (tried(says(429), Verb.RETRY), Standing.DID_NOT_HAPPEN),
        ([*tried(LOST, Verb.SETTLE), read(Verdict.HOLDS)], Standing.HAPPENED),
        ([*tried(LOST, Verb.SETTLE), read(Verdict.CANNOT_TELL)], Standing.IN_DOUBT),
        ([*tried(says(200), Verb.DONE), read(Verdict.DOES_NOT_HOLD)], Standing.IN_DOUBT),
        ([*tried(LOST, Verb.SETTLE), EffectSettled("a", True, "ada", "")], Standing.HAPPENED),
        ([*tried(LOST, Verb.SETTLE), EffectSettled("a", False, "ada", "")], Standing.DID_NOT_HAPPEN),
        ([*tried(says(422), Verb.ASK), ChoiceMade("a", "done", "ada")], Standing.HAPPENED),
        ([*tried(says(422), Verb.ASK), ChoiceMade("a", "stop", "ada")], Standing.DID_NOT_HAPPEN),
        ([*tried(LOST, Verb.SETTLE), *tried(says(404), Verb.STOP, 2)], Standing.IN_DOUBT),
        (
            [*tried(LOST, Verb.SETTLE), read(Verdict.DOES_NOT_HOLD), *tried(says(404), Verb.STOP, 2)],
            Standing.DID_NOT_HAPPEN,
        ),
    ],
)
def test_what_became_of_an_effect(events: list[Event], standing: Standing) -> None:
    (effect,) = standings(events)
    assert effect.standing is standing


def test_reads_are_no_effects_and_each_address_is_its_own() -> None:
    reading = AttemptStarted("look", 1, Purpose.ACT, {**REQUEST, "effect": "read"}, "")
    other = AttemptStarted("b", 1, Purpose.ACT, REQUEST, "")
    assert [effect.address for effect in standings([reading, *tried(None, None), other])] == ["a", "b"]


def test_an_effect_is_the_same_whoever_asks_for_it_and_another_with_other_arguments() -> None:
    alike = {**REQUEST, "headers": [["idempotency-key", "r-1/a"]], "server": "else"}
    assert effect_key(REQUEST, "r-1") == effect_key(alike, "r-2")
    others = [{**REQUEST, name: "else"} for name in ("provider", "operation", "path", "query", "body")]
    assert len({effect_key(one, "r-1") for one in (REQUEST, *others)}) == 6


def test_a_body_that_an_adapter_marked_with_the_run_asks_for_the_same_effect() -> None:
    one, other = ({**REQUEST, "body": {"details": [f"late (runbook run {run})", 1]}} for run in ("r-1", "r-2"))
    assert effect_key(one, "r-1") == effect_key(other, "r-2")
    assert effect_key(one, "r-1") != effect_key(one, "r-2")
