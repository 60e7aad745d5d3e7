from runbook.diagnostics.diagnostic import Diagnostic
from runbook.language.expressions import Expressions
from runbook.language.linking import FIELDS, Linking
from tests.language.linked import NO_ORDER, READ, Shelf, book, parsed, procedure_of, said

EACH = f"{{ id: each, for_each: inputs.ids, call: shop.get_order, with: {{ id: x }}, outcomes: [ {NO_ORDER} ] }}"


def linking(steps: str = READ) -> Linking:
    playbook, _ = parsed(book(steps))
    assert playbook is not None
    return Linking(playbook, Shelf(), Expressions())


def test_the_same_finding_is_kept_once() -> None:
    one = linking()
    span = one.playbook.document.root.span
    one.report("rule", "message", span)
    one.add([Diagnostic("rule", "message", span), Diagnostic("rule", "other", span)])
    assert [found.message for found in one.found] == ["message", "other"]


def test_a_step_keeps_what_some_expression_reads() -> None:
    one = linking(f"{READ}, {{ id: b, when: steps.read.state == 'done' and steps.all == 1, wait: 1s }}")
    assert one.keeps("read") == {"state"}
    assert one.keeps("all") == FIELDS
    assert one.keeps("b") == frozenset()


def test_a_computed_step_makes_all_steps_keep_everything() -> None:
    assert linking(f"{READ}, {{ id: b, when: \"steps[inputs.id].state == 'x'\", wait: 1s }}").keeps("read") >= {"state"}


def test_what_is_read_of_items_is_marked_and_nothing_else() -> None:
    later = "{ id: b, for_each: steps.each.items, as: one, assert: one.response.body.state == 'open' }"
    assert procedure_of(book(f"{EACH}, {later}")).body.steps[0].keeps == {"items", "items[].response"}
    plain = later.replace("one.response.body.state == 'open'", "one.state == 'done'")
    assert procedure_of(book(f"{EACH}, {plain}")).body.steps[0].keeps == {"items"}
    told = procedure_of(
        book(EACH, more="outputs: { all: \"{{ steps.each.items | map(attribute='response.body') }}\" }")
    )
    assert told.body.steps[0].keeps == {"items", "items[].response"}
    assert told.body.steps[0].heeds == frozenset()


def test_fields_of_an_items_response_are_checked() -> None:
    later = "{ id: b, for_each: steps.each.items, as: one, assert: one.response.body.stat == 'open' }"
    assert said(book(f"{EACH}, {later}")) == [("unknown-field", "stat")]
