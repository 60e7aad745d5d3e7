from runbook.language.effects import effects_in, worst_effect
from runbook.providers.contract import Effect
from tests.language.linked import LATE, NO_ORDER, READ, book, call, finding, procedure_of, said

CANCEL = call("cancel_order", f"{NO_ORDER}, {LATE}", id="cancel")


def test_the_effect_is_that_of_the_worst_call() -> None:
    found = finding(book(f"{READ}, {CANCEL}", effect="write"), "effect-mismatch")
    assert found.message == "the playbook says write, and is irreversible because of shop.cancel_order"
    assert found.help == "write `effect: irreversible`"


def test_an_effect_must_not_be_overstated() -> None:
    assert said(book(READ, effect="irreversible")) == [("effect-mismatch", "irreversible")]
    assert said(book("{ id: w, wait: 1s }", effect="write")) == [("effect-mismatch", "write")]


def test_a_call_that_could_not_be_linked_may_be_the_worst() -> None:
    assert said(book("{ id: a, call: shop.nothing }", effect="irreversible")) == [("unknown-operation", "nothing")]


def test_calls_are_found_wherever_they_stand() -> None:
    arms = f"{{ id: p, parallel: [ {{ id: q, steps: [ {CANCEL} ] }} ] }}"
    steps = f"{{ id: g, group: {{ steps: [ {READ} ], rescue: [ {arms} ] }} }}"
    body = procedure_of(book(steps, effect="irreversible")).body
    assert list(effects_in(body)) == [("shop.get_order", Effect.READ), ("shop.cancel_order", Effect.IRREVERSIBLE)]
    assert worst_effect(body) is Effect.IRREVERSIBLE
