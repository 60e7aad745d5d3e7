import pytest

from runbook.language.procedure import Call, Group, Let, Parallel
from tests.language.linked import READ, book, call, procedure_of, said


def check(steps: str, more: str = "") -> list[tuple[str, str]]:
    return said(book(steps, more=more))


SEES = "{ id: sees, when: steps.%s.state == 'done', wait: 1s }"


def test_a_step_sees_the_steps_before_it() -> None:
    assert check(f"{READ}, {SEES % 'read'}") == []


def test_what_a_group_and_branches_leave_is_seen_after_them() -> None:
    group = "{ id: g, group: { steps: [ { id: inner, wait: 1s } ] } }"
    other = "{ id: r, steps: [ { id: o, wait: 1s } ] }"
    arms = f"{{ id: p, parallel: [ {{ id: q, steps: [ {{ id: inner, wait: 1s }} ] }}, {other} ] }}"
    assert check(f"{group}, {SEES % 'inner'}") == []
    assert check(f"{arms}, {SEES % 'inner'}") == []


def test_what_a_loop_and_a_fallback_leave_is_not() -> None:
    loop = "{ id: g, for_each: inputs.ids, group: { steps: [ { id: inner, wait: 1s } ] } }"
    fallback = call("get_order", "{ status: 404, then: fallback }", "fallback: [ { id: inner, wait: 1s } ]")
    assert check(f"{loop}, {SEES % 'inner'}") == [("step-not-before", "steps.inner.state")]
    assert check(f"{fallback}, {SEES % 'inner'}") == [("step-not-before", "steps.inner.state")]


def test_branches_do_not_see_each_other() -> None:
    arms = f"{{ id: p, parallel: [ {{ id: q, steps: [ {READ} ] }}, {{ id: r, steps: [ {SEES % 'read'} ] }} ] }}"
    assert check(arms) == [("step-not-before", "steps.read.state")]


def test_rescue_and_always_see_the_failure_and_the_steps() -> None:
    hand = "{ id: h, handover: { to: ops, note: '{{ failure.because }} {{ steps.read.state }}' } }"
    last = "{ id: i, when: steps.h.state == failure.step, wait: 1s }"
    assert check(READ, f"rescue: [ {hand} ]\nalways: [ {last} ]") == []
    assert check(f"{READ}, {hand}") == [("name-elsewhere", "failure.because")]


def test_every_branch_is_checked() -> None:
    wrong = "{ id: %s, when: inputs.nope == 1, wait: 1s }"
    fallback = call("get_order", "{ status: 404, then: fallback }", f"fallback: [ {wrong % 'a'} ]", id="x")
    group = f"{{ id: g, group: {{ steps: [ {wrong % 'b'} ], rescue: [ {wrong % 'c'} ], always: [ {wrong % 'd'} ] }} }}"
    arms = f"{{ id: p, parallel: [ {{ id: q, steps: [ {wrong % 'e'} ] }} ] }}"
    more = f"rescue: [ {wrong % 'f'} ]\nalways: [ {wrong % 'h'} ]"
    assert check(f"{fallback}, {group}, {arms}", more) == [("unknown-field", "nope")] * 7


def test_the_item_of_a_loop_has_the_type_of_the_list() -> None:
    loop = READ.replace("inputs.id", "one").replace("outcomes", "for_each: inputs.ids, as: one, outcomes")
    step = procedure_of(book(loop)).body.steps[0]
    assert step.loop is not None
    assert (step.loop.name, step.loop.at_once) == ("one", 1)
    text = "{ id: a, for_each: inputs.ids, as: one, assert: one > 1 }"
    assert [rule for rule, _ in check(text)] == ["type-mismatch"]


def test_named_values_are_seen_by_the_steps_behind_them() -> None:
    named = "{ id: n, let: { double: '{{ inputs.count }}' } }"
    assert check(f"{named}, {{ id: b, when: double > 1, wait: 1s }}") == []
    assert check(f"{{ id: b, when: double > 1, wait: 1s }}, {named}") == [("unknown-name", "double")]
    inside = f"{{ id: g, group: {{ steps: [ {named} ] }} }}, {{ id: b, when: double > 1, wait: 1s }}"
    assert check(inside) == [("unknown-name", "double")]


@pytest.mark.parametrize("name", ["inputs", "steps", "failure", "response", "secrets", "run", "one"])
def test_a_name_must_not_hide_another(name) -> None:
    text = f"{{ id: g, for_each: inputs.ids, as: one, group: {{ steps: [ {{ id: n, let: {{ {name}: 1 }} }} ] }} }}"
    assert check(text) == [("shadowed-name", name)]


def test_a_step_keeps_only_what_is_read_later() -> None:
    [read, other] = procedure_of(book(f"{READ}, {SEES % 'read'}")).body.steps
    assert read.keeps == {"state"}
    assert other.keeps == frozenset()


def test_a_broken_step_leaves_anything_at_all() -> None:
    assert check("{ id: a, wait: soon }, { id: b, when: steps.a.any == 1, wait: 1s }") == [("schema", "soon")]


def test_every_kind_of_step_is_linked() -> None:
    steps = f"{READ}, {{ id: g, group: {{ steps: [ {{ id: w, wait: 1s }} ] }} }}, {{ id: n, let: {{ x: 1 }} }}"
    arms = "{ id: p, parallel: [ { id: q, steps: [ { id: r, wait: 1s } ] } ] }"
    actions = [type(step.action) for step in procedure_of(book(f"{steps}, {arms}")).body.steps]
    assert actions == [Call, Group, Let, Parallel]
