from runbook.language import playbook as written
from runbook.language.playbook import Hole, Playbook
from tests.language.linked import book, finding, parsed

EVERY = """
  - { id: a, title: T, when: true, for_each: inputs.ids, call: shop.get_order, fallback: [ { id: f, wait: 1s } ] }
  - { id: b, group: { steps: [ { id: b1, wait: 1s } ], always: [ { id: b2, wait: 1s } ] } }
  - { id: c, use: other.yaml, with: { x: 1 } }
  - { id: d, parallel: [ { id: d1, steps: [ { id: d2, wait: 1s } ] } ], at_once: 2 }
  - { id: e, ask: { message: M, choices: [ yep, nope ], deadline: 1h, default: nope } }
  - { id: g, wait: 1m30s }
  - { id: h, assert: [ inputs.count > 0, { that: true, message: M } ] }
  - { id: i, let: { x: 1 } }
  - { id: j, handover: { to: ops, note: "{{ inputs.id }}" } }
"""


def read(steps: str) -> Playbook:
    playbook, _ = parsed(book(steps))
    assert playbook is not None
    return playbook


def test_every_verb_is_read() -> None:
    actions = [type(step.action) for step in read(EVERY).body.steps]
    assert actions == [
        written.WrittenCall,
        written.WrittenGroup,
        written.WrittenUse,
        written.WrittenParallel,
        written.WrittenAsk,
        written.WrittenWait,
        written.WrittenAssert,
        written.WrittenLet,
        written.WrittenHandover,
    ]
    assert parsed(book(EVERY))[1] == []


def test_the_item_of_a_loop_is_called_item_unless_it_has_a_name() -> None:
    first, second = read(
        "{ id: a, for_each: x, call: y.z }, { id: b, for_each: x, as: y, at_once: 3, call: y.z }"
    ).body.steps
    assert first.loop is not None
    assert second.loop is not None
    assert (first.loop.name.text, first.loop.at_once) == ("item", 1)
    assert (second.loop.name.text, second.loop.at_once) == ("y", 3)


def test_a_single_assertion_needs_no_list_and_no_message() -> None:
    [step] = read("{ id: a, assert: inputs.count > 0 }").body.steps
    assert isinstance(step.action, written.WrittenAssert)
    assert step.action.assertions[0].message == "not true: inputs.count > 0"


def test_a_step_that_cannot_be_read_keeps_its_name() -> None:
    [step] = read("{ id: a, wait: soon }").body.steps
    assert step.id.text == "a"
    assert isinstance(step.action, Hole)


def test_blocks_do_not_nest_without_end() -> None:
    deep = "{ id: x, wait: 1s }"
    for level in range(40):
        deep = f"{{ id: g{level}, call: shop.pay, fallback: [ {deep} ] }}"
    assert finding(book(deep), "too-deep").span is not None
