from runbook.diagnostics.source import Source, Span
from runbook.language.link_sites import part, takes_secret, wanted_shape
from runbook.language.playbook import Word
from runbook.language.template import Template
from runbook.values.shape import ANY, INTEGER
from tests.language.linked import NO_ORDER, book, call, contract, finding, only_call, said

CHANGE = "{{ id: a, call: shop.change_order, with: {} }}"


def change(arguments: str) -> str:
    return book(CHANGE.format("{ id: x, " + arguments + " }"), effect="write")


def test_a_call_knows_its_operation_arguments_and_timeout() -> None:
    site = only_call(call("get_order", NO_ORDER, "timeout: 5s"), "read").site
    assert (site.provider, site.operation.name, site.timeout) == ("shop", "get_order", 5)
    assert isinstance(site.arguments["id"], Template)


def test_an_unknown_operation_is_shown_its_like() -> None:
    found = finding(book("{ id: a, call: shop.get_ordr, with: { id: x } }"), "unknown-operation")
    assert found.help == 'did you mean "get_order"?'
    assert said(book("{ id: a, call: shop.get_ordr, with: { id: x } }")) == [("unknown-operation", "get_ordr")]


def test_an_unknown_provider_is_shown_its_like() -> None:
    assert finding(book("{ id: a, call: shpo.get_order }"), "unknown-provider").help == 'did you mean "shop"?'
    assert said(book("{ id: a, call: 'shpo.get_order' }")) == [("unknown-provider", "shpo")]


def test_the_arguments_of_an_unknown_operation_are_checked_all_the_same() -> None:
    text = book("{ id: a, call: shop.nothing, with: { id: '{{ inputs.idd }}' } }")
    assert said(text) == [("unknown-operation", "nothing"), ("unknown-field", "idd")]


def test_arguments_must_be_those_of_the_contract() -> None:
    assert said(change("amount: 1, raeson: wish")) == [("unknown-argument", "raeson")]
    assert finding(change("amount: 1, raeson: wish"), "unknown-argument").help == 'did you mean "reason"?'
    assert said(change("reason: wish")) == [("missing-argument", "shop.change_order")]


def test_values_that_can_never_fit_are_refused() -> None:
    assert said(change("amount: many")) == [("type-mismatch", "many")]
    assert said(change("amount: '{{ inputs.id }}'")) == [("type-mismatch", "'{{ inputs.id }}'")]
    assert said(change("amount: '{{ inputs.count }}'")) == []
    assert said(change("amount: 1, reason: whim")) == [("type-mismatch", "whim")]


def test_a_number_in_the_place_of_a_text_is_told_to_be_quoted() -> None:
    text = book(f"{{ id: a, call: shop.get_order, with: {{ id: 7 }}, outcomes: [ {NO_ORDER} ] }}")
    assert finding(text, "type-mismatch").help == "put it in quotes to make it a text"


def test_a_secret_goes_only_where_the_contract_marks_it() -> None:
    assert said(change("amount: 1, pin: '{{ secrets.PIN }}'")) == []
    assert said(change("amount: 1, reason: '{{ secrets.PIN }}'")) == [("name-elsewhere", "secrets.PIN")]


def test_a_credential_is_needed_and_asked_for_once() -> None:
    text = book(f"{call('get_order', NO_ORDER)}, {call('get_order', NO_ORDER, id='b')}")
    found = finding(text.replace("{ key: secrets.KEY }", "{}"), "missing-auth")
    assert found.help == "give it under providers: shop: auth: { key: secrets.NAME }"


def test_the_contract_says_what_an_argument_is() -> None:
    operation = contract("shop").operation("change_order")
    assert wanted_shape(operation, (None, "amount")) == INTEGER
    assert wanted_shape(operation, (None, "other")) == ANY
    assert takes_secret(operation, (None, "pin"))
    assert not takes_secret(operation, (None, "amount"))


def test_a_part_of_an_escaped_word_is_the_whole_word() -> None:
    source = Source("x", '"sh\\x6fp.pay"')
    assert part(Word("shop.pay", Span(source, 0, 13)), 0, 4) == Span(source, 0, 13)
