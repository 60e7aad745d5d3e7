"""A loop over what the run finds, around what cannot be undone, says how many there may be and what none means."""

import pytest

from tests.language.linked import LATE, NO_ORDER, READ, book, finding, said

FOUND = "steps.read.response.body.parts"
NO_PARTS = "empty: { then: stop, because: nothing found }"


def each(items: str, more: str = "", name: str = "part") -> str:
    """A loop that cancels an order for each item."""
    keys = f", {more}" if more else ""
    with_ = "with: { id: '{{ inputs.id }}' }"
    return f"{{ id: each, for_each: {items}, as: {name}{keys}, call: shop.cancel_order, {with_}, outcomes: [ {NO_ORDER}, {LATE} ] }}"  # noqa: E501


def rules(steps: str, files: dict[str, str] | None = None) -> list[str]:
    """What is wrong with the loops of a playbook."""
    found = said(book(steps, effect="irreversible"), files)
    return [rule for rule, _ in found if rule in {"unbounded-loop", "empty-list", "loop-bound"}]


def test_it_needs_both() -> None:
    assert rules(f"{READ}, {each(FOUND)}") == ["unbounded-loop", "empty-list"]
    assert rules(f"{READ}, {each(FOUND, 'at_most: 5')}") == ["empty-list"]
    assert rules(f"{READ}, {each(FOUND, f'at_most: 5, {NO_PARTS}')}") == []


def test_a_loop_over_inputs_needs_neither() -> None:
    assert rules(each("inputs.ids")) == []
    chosen = "\"inputs.ids if steps.read.state == 'done' else []\""
    assert rules(f"{READ}, {each(chosen)}") == []


def test_a_loop_that_only_reads_needs_neither() -> None:
    reading = f"{{ id: each, for_each: {FOUND}, call: shop.get_order, with: {{ id: x }}, outcomes: [ {NO_ORDER} ] }}"
    assert rules(f"{READ}, {reading}") == []


@pytest.mark.parametrize(
    "items",
    [
        f"{FOUND} | selectattr('name', '==', 'a')",
        f"inputs.ids if {FOUND} | length > 3 else []",
        f"[{FOUND} | first]",
        "steps.read.response.body.parts[0:2]".replace("[0:2]", " | slice(0, 2)"),
    ],
)
def test_filters_and_choices_do_not_hide_it(items: str) -> None:
    assert "unbounded-loop" in rules(f"{READ}, {each(f'{chr(34)}{items}{chr(34)}')}")


def test_names_do_not_hide_it() -> None:
    named = f"{{ id: named, let: {{ parts: '{{{{ {FOUND} }}}}' }} }}"
    assert rules(f"{READ}, {named}, {each('parts')}") == ["unbounded-loop", "empty-list"]
    again = "{ id: again, let: { some: '{{ parts }}' } }"
    assert rules(f"{READ}, {named}, {again}, {each('some')}") == ["unbounded-loop", "empty-list"]


def test_it_is_found_however_deep_the_call_is() -> None:
    inner = each("inputs.ids", name="other")
    group = f"{{ id: outer, for_each: {FOUND}, as: part, group: {{ steps: [ {inner} ] }} }}"
    assert rules(f"{READ}, {group}") == ["unbounded-loop", "empty-list"]


def test_an_inner_loop_over_a_found_item_needs_a_bound_of_its_own() -> None:
    inner = each("'[part]'", name="other")
    bounds = f"at_most: 5, {NO_PARTS}"
    group = f"{{ id: outer, for_each: {FOUND}, as: part, {bounds}, group: {{ steps: [ {inner} ] }} }}"
    assert rules(f"{READ}, {group}") == ["unbounded-loop", "empty-list"]


def test_the_results_of_a_loop_are_found() -> None:
    first = each("inputs.ids", name="one").replace("id: each", "id: first")
    assert rules(f"{first}, {each('steps.first.items')}") == ["unbounded-loop", "empty-list"]


USED = book(each("inputs.ids"), effect="irreversible")


def test_a_used_playbook_is_judged_by_what_it_is_given() -> None:
    given = "{ id: u, use: other.yaml, with: { id: x, ids: %s } }"
    names = "\"{{ steps.read.response.body.parts | map(attribute='name') }}\""
    files = {"other.yaml": USED}
    assert rules(f"{READ}, {given % repr('{{ inputs.ids }}')}", files) == []
    assert rules(f"{READ}, {given % names}", files) == ["unbounded-loop", "empty-list"]
    found = finding(book(f"{READ}, {given % names}", effect="irreversible"), "unbounded-loop", files)
    assert found.span is not None
    assert found.span.source.name == "test.yaml"
    assert [one.span.source.name for one in found.related] == ["other.yaml"]


def test_a_bound_that_a_user_fills_from_the_run_is_none() -> None:
    counted = book(each("inputs.ids", f"at_most: inputs.count, {NO_PARTS}"), effect="irreversible")
    given = "{ id: u, use: other.yaml, with: { id: x, count: '{{ steps.read.response.body.parts | length }}' } }"
    assert rules(f"{READ}, {given}", {"other.yaml": counted}) == ["loop-bound"]
