"""Texts of people that are sent hold nothing hidden, whatever road they take; others may hold anything."""

import pytest

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source
from runbook.documents.yaml import load
from runbook.language.hidden_characters import RULE
from runbook.language.inputs import read_inputs
from tests.language.linked import LATE, NO_ORDER, READ, book, procedure_of, said

CALL = "{ id: read, call: shop.get_order, with: { id: WITH }, outcomes: [ " + NO_ORDER + " ] }"
USED = """runbook: 1
name: used
effect: read
inputs: { order: { type: string }, note: { type: string, format: text, default: "" } }
providers: { shop: { contract: shop, auth: { key: secrets.KEY } } }
steps:
  - { id: a, call: shop.get_order, with: { id: "{{ inputs.order }}" }, outcomes: [ NO_ORDER ] }
  - { id: b, handover: { to: ops, note: "{{ inputs.note }}" } }
""".replace("NO_ORDER", NO_ORDER)


def hidden(text: str, files: dict[str, str] | None = None) -> list[str]:
    return [place for rule, place in said(text, files) if rule == RULE]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ('"a "', " "),
        (r'"a\u200bb"', r"\u200b"),
        ('" {{ inputs.id }}"', " "),
        ('"{{ inputs.id }} "', " "),
        ("\"{{ ' a' }}\"", "' a'"),
        ("\"{{ inputs.id if inputs.count == 1 else 'b ' }}\"", "'b '"),
        ("\"{{ inputs.id | default(' ') }}\"", "' '"),
    ],
)
def test_a_constant_that_is_sent_is_checked_in_its_place(written: str, place: str) -> None:
    assert hidden(book(CALL.replace("WITH", written))) == [place]


@pytest.mark.parametrize(
    "written", ['"a"', '"{{ inputs.id }} {{ inputs.id }}"', "\"{{ inputs.ids | join(', ') }}\"", '"a b"']
)
def test_blanks_inside_are_seen(written: str) -> None:
    assert hidden(book(CALL.replace("WITH", written))) == []


def test_a_name_that_is_sent_is_followed_to_what_it_stands_for() -> None:
    let = '{ id: l, let: { one: " a", two: "{{ one }}", three: " never sent " } }'
    assert hidden(book(f"{let}, " + CALL.replace("WITH", '"{{ two }}"'))) == [" "]
    loop = READ.replace("{ id: read,", "{ id: read, for_each: \"['a', 'b ']\", as: one,").replace("inputs.id", "one")
    assert hidden(book(loop)) == ["'b '"]


def test_what_only_people_read_may_hold_anything() -> None:
    note = '{ id: h, handover: { to: ops, note: " any {{ inputs.id }}\\n" } }'
    assert hidden(book(f"{READ}, {note}")) == []
    assert hidden(book(READ.replace("id: read,", "id: read, when: \"inputs.id != ' '\","))) == []


def test_a_used_playbook_says_which_of_its_inputs_are_sent() -> None:
    use = "{ id: u, use: used.yaml, with: { order: ORDER, note: NOTE } }"
    good = book(f"{READ}, " + use.replace("ORDER", '"a"').replace("NOTE", '" a note "'))
    assert hidden(good, {"used.yaml": USED}) == []
    bad = book(f"{READ}, " + use.replace("ORDER", '"a "').replace("NOTE", '"b"'))
    assert hidden(bad, {"used.yaml": USED}) == [" "]


def inputs_of(schema: str, step: str) -> tuple[str, list[Diagnostic]]:
    declared = procedure_of(book(step).replace("  id: { type: string }", f"  id: {schema}")).inputs
    _, from_text = read_inputs(declared, {"id": " 42 "}, None)
    document, _ = load(Source("in.yaml", 'id: "4\\u200b2"\n'))
    _, from_file = read_inputs(declared, {}, document)
    assert [one.rule for one in from_text] == [one.rule for one in from_file]
    return "".join(one.subject for one in from_text), from_text + from_file


@pytest.mark.parametrize("step", [READ, READ.replace("'{{ inputs.id }}'", "'x{{ inputs.id }}'")])
def test_an_input_that_is_sent_is_checked_by_every_road(step: str) -> None:
    subject, found = inputs_of("{ type: string }", step)
    assert subject == "-i id"
    assert [one.rule for one in found] == [RULE, RULE]
    assert "42" not in found[0].message
    assert found[1].span is not None


@pytest.mark.parametrize("schema", ["{ type: string, format: text }", "{ type: string, any_characters: true }"])
def test_free_text_and_ids_that_are_meant_so_are_not(schema: str) -> None:
    assert inputs_of(schema, READ)[1] == []


def test_an_input_that_is_not_sent_may_hold_anything() -> None:
    step = '{ id: h, handover: { to: ops, note: "{{ inputs.id }}" } }'
    assert inputs_of("{ type: string }", step)[1] == []


def test_a_default_that_is_sent_is_checked() -> None:
    assert hidden(book(READ).replace("  id: { type: string }", '  id: { type: string, default: "a " }')) == ['"a "']


def test_a_fallback_and_a_read_back_are_calls_too() -> None:
    step = (
        "{ id: c, call: shop.cancel_order, with: { id: a }, outcomes: [ " + f"{NO_ORDER}, {LATE}" + " ],"
        ' verify: { call: shop.get_order, with: { id: " b" }, holds: "true == true" } }'
    )
    assert hidden(book(step, effect="irreversible")) == [" "]
