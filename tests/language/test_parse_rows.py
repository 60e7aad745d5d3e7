from runbook.language.playbook import Hole, WrittenCall
from runbook.language.procedure import IfNot, Retry, Verb
from tests.language.linked import book, parsed


def call(more: str) -> WrittenCall:
    playbook, _ = parsed(book(f"{{ id: a, call: shop.cancel_order, {more} }}"))
    assert playbook is not None
    action = playbook.body.steps[0].action
    assert isinstance(action, WrittenCall)
    return action


def test_a_row_is_read_with_its_conditions() -> None:
    row = "{ status: 404, message: gone, body: { /a: 1 }, when: inputs.count == 1, then: stop, because: why }"
    [read] = call(f"outcomes: [ {row} ]").rows.rows
    assert (read.status.text, read.verb, read.because) == ("404", Verb.STOP, "why")
    assert read.message is not None
    assert read.message.text == "gone"
    assert [(pointer.text, value) for pointer, value in read.body] == [("/a", 1)]
    assert read.when is not None


def test_a_row_that_cannot_be_read_leaves_the_others_and_is_remembered() -> None:
    rows = call("outcomes: [ { status: 404, then: halt }, { status: 4XX, then: ask } ]").rows
    assert [row.status.text for row in rows.rows] == ["4XX"]
    assert not rows.whole


def test_what_retry_does_not_say_is_as_usual() -> None:
    assert call("retry: { at_most: 2, first: 250ms }").retry == Retry(at_most=2, first=0.25)
    assert call("timeout: 1m").retry is None
    assert call("timeout: 1m").timeout == 60


def test_verify_is_read_with_its_times() -> None:
    verify = call("verify: { call: shop.get_order, holds: true, every: 2s, if_not: ask }").verify
    assert verify is not None
    assert not isinstance(verify, Hole)
    assert (verify.every, verify.within, verify.if_not) == (2, 60, IfNot.ASK)


def test_a_verify_without_a_condition_is_a_hole() -> None:
    assert isinstance(call("verify: { call: shop.get_order, holds: '{{' }").verify, Hole)
