import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.diagnostics.source import Source
from runbook.documents.bundled import bundled
from runbook.documents.yaml import load
from runbook.language.expressions import Expressions
from runbook.language.link import link
from runbook.language.parse import SCHEMA, parse, playbook_schema
from runbook.providers.contract import Effect
from runbook.values.json_codec import write_json
from tests.exact import exact_numbers
from tests.language.linked import READ, Shelf, book, finding, parsed, said


def test_a_playbook_is_read_as_it_is_written() -> None:
    text = book(
        READ, more="owner: ops\ntitle: T\ndescription: D\nalways: [ { id: w, wait: 1s } ]\nbatch: { key: id }\n"
    )
    playbook, found = parsed(text)
    assert found == []
    assert playbook is not None
    assert (playbook.name, playbook.owner, playbook.title, playbook.description) == ("test", "ops", "T", "D")
    assert playbook.effect is Effect.READ
    assert [one.name.text for one in playbook.inputs] == ["id", "count", "ids"]
    assert [step.id.text for step in playbook.body.steps] == ["read"]
    assert [step.id.text for step in playbook.body.always] == ["w"]
    assert playbook.batch is not None
    assert playbook.digest == Source("", text).digest
    assert len(playbook.readings) == 1


def test_what_the_schema_refuses_is_said_once_and_the_rest_is_read_all_the_same() -> None:
    steps = "{ id: a, wait: soon }, { id: b, when: inputs.cont > 1, wait: 1s }"
    assert said(book(steps)) == [("schema", "soon"), ("unknown-field", "cont")]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("outpust: {}", "outpust"),
        ("owner: 5", "5"),
        ("defaults: { timeout: never }", "never"),
        ("batch: { stages: [ 1, rist ] }", "rist"),
        ("outputs: { a-b: 1 }", "a-b"),
    ],
)
def test_schema_findings_have_their_place(change, place) -> None:
    assert said(book(READ, more=change)) == [("schema", place)]


@pytest.mark.parametrize("verb", ["tolerate", "stop"])
def test_some_verbs_need_a_reason(verb) -> None:
    rows = f"{{ status: 404, then: {verb} }}"
    steps = f"{{ id: a, call: shop.get_order, with: {{ id: x }}, outcomes: [ {rows} ] }}"
    assert "because" in finding(book(steps), "schema").message


def test_a_document_that_is_no_mapping_is_no_playbook() -> None:
    playbook, found = parsed("[1, 2]")
    assert playbook is None
    assert [one.rule for one in found] == ["schema"]


def test_every_part_of_the_schema_has_a_title_and_a_description() -> None:
    schema = json.loads(bundled(SCHEMA).text)
    bare = []
    for name, part in [*schema["$defs"].items(), ("", schema)]:
        if "title" not in part or "description" not in part:
            bare.append(name)
        for key, member in part.get("properties", {}).items():
            if member is not True and "$ref" not in member and not {"title", "description"} <= member.keys():
                bare.append(f"{name}.{key}")
    assert bare == []


def test_no_keyword_is_a_boolean_of_yaml_1_1() -> None:
    words = {"y", "n", "yes", "no", "on", "off", "true", "false"}

    def keys(schema: object) -> set[str]:
        if isinstance(schema, list):
            return {key for one in schema for key in keys(one)}
        if not isinstance(schema, dict):
            return set()
        own = set(schema.get("properties", {})) if isinstance(schema.get("properties"), dict) else set()
        own |= {str(word) for word in schema.get("enum", [])}
        return own | {key for one in schema.values() for key in keys(one)}

    found = keys(json.loads(bundled(SCHEMA).text))
    assert {"call", "then"} <= found
    assert not words & {word.lower() for word in found}


words = st.sampled_from(
    ["a", "b", "inputs.id", "x.y", "{{ inputs.id }}", "{{", "5s", "shop.get_order", "shop.pay", "stop"]
)
values = st.recursive(
    st.one_of(words, st.integers(0, 600), st.booleans(), st.none(), exact_numbers(3, 2)),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(words, inner, max_size=2)),
    max_leaves=4,
)
row = st.fixed_dictionaries(
    {
        "status": st.sampled_from([404, "4XX", "no_answer", "5XX"]),
        "then": st.sampled_from(["done", "retry", "settle", "ask"]),
    },
    optional={
        "message": words,
        "when": words,
        "body": st.dictionaries(st.just("/a/0"), values, min_size=1),
        "undeclared": st.booleans(),
    },
)
ids = st.sampled_from(["a", "b", "c", "d"])


def steps(inner: st.SearchStrategy) -> st.SearchStrategy:
    block = st.lists(inner, min_size=1, max_size=2)
    common = {"when": words}
    arguments = st.dictionaries(st.sampled_from(["id", "amount"]), values, max_size=2)
    call = st.fixed_dictionaries(
        {"id": ids, "call": st.sampled_from(["shop.get_order", "shop.cancel_order", "shop.x", "y.z"])},
        optional={
            **common,
            "with": arguments,
            "outcomes": st.lists(row, max_size=3),
            "fallback": block,
            "for_each": words,
        },
    )
    group = st.fixed_dictionaries(
        {"id": ids, "group": st.fixed_dictionaries({"steps": block}, optional={"rescue": block})}
    )
    let = st.fixed_dictionaries({"id": ids, "let": st.dictionaries(ids, values, min_size=1, max_size=2)})
    handover = st.fixed_dictionaries(
        {"id": ids, "handover": st.fixed_dictionaries({"to": words}, optional={"note": words})}
    )
    check = st.fixed_dictionaries({"id": ids, "assert": st.lists(words, min_size=1, max_size=2)})
    use = st.fixed_dictionaries({"id": ids, "use": st.just("self"), "with": arguments})
    return st.one_of(call, group, let, handover, check, use)


step = st.recursive(st.fixed_dictionaries({"id": ids, "wait": st.sampled_from(["1s", 2])}), steps, max_leaves=4)
playbooks = st.fixed_dictionaries(
    {
        "runbook": st.just(1),
        "name": st.just("any"),
        "effect": st.sampled_from(["read", "write", "irreversible"]),
        "steps": st.lists(step, min_size=1, max_size=3),
    },
    optional={
        "inputs": st.fixed_dictionaries(
            {"id": st.fixed_dictionaries({"type": st.just("string")}, optional={"default": values})}
        ),
        "providers": st.just({"shop": {"contract": "shop", "auth": {"key": "secrets.KEY"}}}),
        "rescue": st.lists(step, min_size=1, max_size=2),
        "outputs": st.dictionaries(ids, values, max_size=2),
        "defaults": st.fixed_dictionaries({"outcomes": st.lists(row, max_size=2)}),
    },
)


@settings(deadline=None, max_examples=120)
@given(playbooks)
def test_what_the_schema_accepts_never_crashes(data) -> None:
    text = write_json(data)
    document, _ = load(Source("self", text))
    assert document is not None
    assert playbook_schema().findings(document.data) == []
    playbook, _ = parse(document, Expressions())
    assert playbook is not None
    procedure, found = link(playbook, Shelf({"self": text}))
    assert procedure is not None or found
    assert all(one.span is not None for one in found)


@settings(deadline=None, max_examples=120)
@given(st.dictionaries(st.sampled_from(["steps", "inputs", "providers", "defaults", "outputs", "rescue"]), values))
def test_what_the_schema_refuses_never_crashes_either(data) -> None:
    text = write_json({"runbook": 1, **data})
    playbook, found = parsed(text)
    assert found
    assert playbook is not None
    assert link(playbook, Shelf())[0] is None or found


def test_a_credential_pasted_where_its_name_belongs_is_not_shown_again():
    text = (
        "runbook: 1\nname: x\neffect: read\nproviders:\n  kc:\n    contract: karmacheck\n"
        "    auth: { JWT: tw_sk_live_CANARY0 }\nsteps:\n  - { id: nap, wait: 1s }\n"
    )
    document, _ = load(Source("x.yaml", text))
    _, found = parse(document, Expressions(None))
    shown = [one for one in found if one.span.source.text[one.span.start : one.span.end] == "tw_sk_live_CANARY0"]
    assert shown
    assert all(one.private for one in shown)
    assert "CANARY0" not in "".join(f"{one.message}{one.label}{one.help}" for one in found)
