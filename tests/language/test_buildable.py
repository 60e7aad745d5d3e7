"""A request that can never be sent is told when its playbook is linked, with the argument that is to blame."""

import pytest

from tests.language.linked import book, finding, only_call, said

NO = "outcomes: [ { status: 404, then: stop, because: none } ]"
CHANGE = "{{ id: a, call: shop.change_order, with: {{ id: x, amount: 1, {} }} }}"


def look(id: str) -> str:
    return book(f"{{ id: a, call: shop.get_order, with: {{ id: {id} }}, {NO} }}")


@pytest.mark.parametrize("written", ['".."', '"."', '""', '"\\a"', '"a\\nb"', "\"{{ '..' }}\""])
def test_a_path_that_can_never_be_sent_is_refused_at_its_place(written: str) -> None:
    assert said(look(written)) == [("refused-request", written)]
    assert finding(look(written), "refused-request").message.startswith("get_order can never be sent: ")


@pytest.mark.parametrize("written", ['"{{ inputs.id }}"', '"x-{{ inputs.id }}"', "a..b", "..."])
def test_what_can_be_sent_or_only_a_run_knows_is_not_judged(written: str) -> None:
    assert said(look(written)) == []


def test_a_read_back_is_built_as_well() -> None:
    verify = 'verify: { call: shop.get_order, with: { id: ".." }, holds: "response.body.state == \'canceled\'" }'
    rows = "outcomes: [ { status: 4XX, then: stop, because: no } ]"
    text = book(f"{{ id: a, call: shop.cancel_order, with: {{ id: x }}, {rows}, {verify} }}", effect="irreversible")
    assert ("refused-request", '".."') in said(text)


def test_a_secret_in_a_marked_member_of_the_body_is_known_by_its_name() -> None:
    change = CHANGE.format("pin: '{{ secrets.PIN }}'")
    assert said(book(change, effect="write")) == []
    assert only_call(change, "write").site.secrets == {"PIN"}


def test_a_secret_is_whole_or_not_there() -> None:
    assert said(book(CHANGE.format("pin: 'no {{ secrets.PIN }}'"), effect="write")) != []


def test_nothing_is_said_twice_of_an_argument_that_does_not_fit() -> None:
    assert said(look("7")) == [("type-mismatch", "7")]
