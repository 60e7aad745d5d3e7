"""Whether another step of a run had an effect."""

import pytest

from runbook.frozen import replace
from runbook.interpreter.effects import Effects
from runbook.interpreter.events import (
    AnswerReceived,
    AnswerRouted,
    AttemptStarted,
    EffectSettled,
    Event,
    Purpose,
    SameEffect,
    StepEnded,
)
from runbook.interpreter.standing import Standing, refuses, standings
from runbook.language.procedure import StepState, Verb
from runbook.providers.answer import Answer
from runbook.values.json import Json
from tests.interpreter.building import LOST, says, started


def request(body: str = "", effect: str = "irreversible") -> dict[str, Json]:
    return {"provider": "toy", "operation": "cancel", "path": "/things/t1", "query": [], "body": body, "effect": effect}


def tried(address: str, answer: Answer | None = None, verb: Verb = Verb.DONE, **of: str) -> list[Event]:
    events: list[Event] = [AttemptStarted(address, 1, Purpose.ACT, request(**of), "")]
    if answer is not None:
        routed = AnswerRouted(address, 1, 0, verb, "", nothing=refuses(answer))
        events += [AnswerReceived(address, 1, Purpose.ACT, answer), routed]
    return events


def effects(*events: Event) -> Effects:
    of = Effects()
    for event in (started(), *events):
        of.heard(event)
    return of


@pytest.mark.parametrize(
    ("history", "standing"),
    [
        (tried("a"), Standing.IN_DOUBT),
        (tried("a", says(200)), Standing.HAPPENED),
        (tried("a", LOST, Verb.SETTLE), Standing.IN_DOUBT),
        (tried("a", says(422), Verb.ALREADY), Standing.HAPPENED),
        (tried("a", says(422), Verb.FALLBACK), None),
        ([*tried("a", LOST, Verb.SETTLE), EffectSettled("a", False, "ada", "looked")], None),
        ([*tried("a", LOST, Verb.SETTLE), EffectSettled("a", True, "ada", "looked")], Standing.HAPPENED),
        ([*tried("a", says(422), Verb.STOP), *tried("b", says(200))], Standing.HAPPENED),
        (tried("a", says(200), body="another"), None),
        (tried("a", says(200), effect="read"), None),
        (tried("c", says(200)), None),
    ],
)
def test_what_another_address_did_or_may_have_done_counts(history: list[Event], standing: Standing | None) -> None:
    over = [StepEnded(at, StepState.DONE) for at in ("a", "b")]
    found = effects(*history, *over).elsewhere("c", request())
    assert (found.effect.standing if found is not None else None) is standing
    assert found is None or not found.live


def test_what_is_not_over_may_still_happen() -> None:
    refused = effects(*tried("a", says(422), Verb.RETRY)).elsewhere("c", request())
    assert refused is not None
    assert refused.live
    assert not refused.happened


def test_a_call_waits_for_its_own_fallback_so_that_is_not_kept_back_by_it() -> None:
    assert effects(*tried("a", says(422), Verb.FALLBACK)).elsewhere("a/b", request()) is None
    doubtful = effects(*tried("a", LOST, Verb.SETTLE)).elsewhere("a/b", request())
    assert doubtful is not None
    assert not doubtful.live


def test_a_word_about_the_second_is_a_word_about_the_first() -> None:
    history = [*tried("a", LOST, Verb.SETTLE), StepEnded("a", StepState.FAILED), SameEffect("b", "a", happened=False)]
    settled = EffectSettled("b", False, "ada", "looked")
    assert effects(*history, settled).elsewhere("c", request()) is None
    assert [one.standing for one in standings([*history, settled])] == [Standing.DID_NOT_HAPPEN]


def test_a_body_that_is_marked_with_the_name_of_the_run_is_the_same_in_the_next_attempt_and_in_another_run() -> None:
    of = effects(*tried("a", says(200), body="for r-1"))
    assert of.elsewhere("c", request(body="for r-1")) is not None
    assert of.elsewhere("c", request(body="for r-2")) is None


def test_a_read_back_is_no_effect() -> None:
    (attempt,) = tried("a")
    assert isinstance(attempt, AttemptStarted)
    assert effects(replace(attempt, purpose=Purpose.VERIFY)).elsewhere("c", request()) is None
