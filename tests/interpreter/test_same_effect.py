"""What a call is when its effect turns out to be another's of the same run."""

import pytest

from runbook.interpreter.advance import advance
from runbook.interpreter.commands import Inquire, Settle
from runbook.interpreter.events import ChoiceMade, EffectSettled, SameEffect
from runbook.interpreter.evolve import evolve
from runbook.interpreter.illegal import IllegalEventError
from runbook.interpreter.same_effect import CHOICES, same_effects
from runbook.interpreter.state import State
from runbook.language.procedure import StepState
from tests.interpreter.building import begin, call, procedure, says, served, site, step

OF = procedure(step("a", call()), step("b", call(), keeps=["state", "because"]), step("c", call(where=site(id="c"))))


def at_b() -> State:
    state, _, (send,) = advance(OF, begin(OF))
    for event in served(send, says(200)):
        state = evolve(OF, state, event)
    return advance(OF, state)[0]


def result(state: State) -> dict[str, object]:
    return dict(advance(OF, state)[0].block.steps["b"])


def test_what_happened_is_noted() -> None:
    state = evolve(OF, at_b(), SameEffect("b", "a", happened=True))
    noted = {"state": "done_with_notes", "because": "the same effect as a, which happened"}
    assert result(state) == noted


def test_what_nobody_knows_of_is_in_doubt_until_a_person_says() -> None:
    state, _, commands = advance(OF, evolve(OF, at_b(), SameEffect("b", "a", happened=False)))
    (settle,) = commands
    assert isinstance(settle, Settle)
    assert settle.because == "it asks for the same effect as a, and nobody knows whether that happened"
    said = {happened: evolve(OF, state, EffectSettled("b", happened, "ada", "looked")) for happened in (True, False)}
    assert result(said[True])["state"] == "done"
    assert advance(OF, said[False])[0].block.outcome is StepState.FAILED


@pytest.mark.parametrize(("choice", "state"), [("tolerate", "done_with_notes"), ("stop", "failed")])
def test_a_person_who_is_asked_decides(choice: str, state: str) -> None:
    asked, _, (inquire,) = advance(OF, evolve(OF, at_b(), SameEffect("b", "a", happened=True, asks=True)))
    assert isinstance(inquire, Inquire)
    assert inquire.choices == CHOICES
    chosen = evolve(OF, asked, ChoiceMade("b", choice, "ada"))
    assert result(chosen) == {"state": state, "because": f"ada chose {choice}: the same effect as a"}


def test_one_that_is_meant_is_sent_as_such() -> None:
    asked, _, _ = advance(OF, evolve(OF, at_b(), SameEffect("b", "a", happened=True, asks=True)))
    _, _, (send,) = advance(OF, evolve(OF, asked, ChoiceMade("b", "retry", "ada")))
    assert getattr(send, "meant", False)


def test_it_is_found_before_the_request_leaves_and_never_after() -> None:
    state, _, (send,) = advance(OF, begin(OF))
    flying = evolve(OF, state, served(send, says(200))[0])
    with pytest.raises(IllegalEventError):
        evolve(OF, flying, SameEffect("a", "b", happened=True))


def test_all_places_that_asked_for_one_effect_are_found_from_any_of_them() -> None:
    pairs = (("b", "a"), ("c", "b"), ("y", "x"))
    events = [SameEffect(address, earlier, happened=False) for address, earlier in pairs]
    assert same_effects(events, "a") == {"b", "c"}
    assert same_effects(events, "c") == {"a", "b"}
    assert same_effects(events, "z") == frozenset()
