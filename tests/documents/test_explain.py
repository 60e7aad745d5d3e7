"""From broken keywords to words."""

import pytest

from runbook.documents.explain import explain_errors, without_echoes
from runbook.documents.finding import Finding
from runbook.documents.judge import judge
from runbook.values.json import Json

SECRET = "tw_sk_live_SECRET"


def explain(schema: Json, value: Json) -> list[Finding]:
    return list(explain_errors(judge(schema, schema, value)))


def only(schema: Json, value: Json) -> Finding:
    (finding,) = explain(schema, value)
    return finding


STEP: Json = {
    "type": "object",
    "required": ["id"],
    "properties": {"id": {"type": "string"}, "call": {}, "wait": {}},
    "allOf": [
        {"if": {"required": ["call"]}, "then": {"properties": {"call": {"type": "string"}}}},
        {"if": {"required": ["wait"]}, "then": {"properties": {"wait": {"pattern": "^[0-9]+s$"}}}},
    ],
    "additionalProperties": False,
}


def test_a_missing_key_is_said_of_the_mapping() -> None:
    finding = only(STEP, {"call": "x"})
    assert (finding.pointer, finding.message, finding.on_key) == ((), 'the key "id" is missing', False)
    assert finding.missing == "id"


def test_an_unknown_key_is_said_of_the_key_with_the_keys_that_are_still_free() -> None:
    finding = only(STEP, {"id": "a", "cal": "x"})
    assert (finding.pointer, finding.on_key) == (("cal",), True)
    assert finding.options == ("call", "wait")


def test_only_the_branch_of_the_verb_speaks() -> None:
    finding = only(STEP, {"id": "a", "wait": "soon"})
    assert finding.pointer == ("wait",)
    assert finding.message == "must match the pattern ^[0-9]+s$"


def test_a_wrong_type_says_what_it_is_and_what_it_should_be() -> None:
    assert only({"type": "array"}, SECRET).message == "must be a list, not text"
    assert only({"type": ["string", "null"]}, 7).expected == "text or null"


def test_a_wrong_word_comes_with_the_right_ones() -> None:
    assert only({"enum": ["stop", "settle", 3]}, "stopp").options == ("stop", "settle")
    assert only({"const": "stop"}, "stopp").options == ("stop",)


def test_alternatives_of_other_kinds_are_said_in_one_sentence() -> None:
    finding = only({"anyOf": [{"type": "string"}, {"type": "array"}, {"enum": ["x"]}]}, 7)
    assert finding.message == 'must be text or a list or one of: "x"'
    assert finding.options == ("x",)


def test_of_several_alternatives_the_one_of_the_right_kind_is_meant() -> None:
    schema: Json = {"anyOf": [{"type": "null"}, {"type": "object", "required": ["a"]}]}
    assert only(schema, {}).message == 'the key "a" is missing'


def test_of_several_alternatives_the_one_with_the_right_mark_is_meant() -> None:
    kinds: Json = [
        {"properties": {"kind": {"const": "cat"}, "lives": {"type": "integer"}}, "required": ["lives", "claws"]},
        {"properties": {"kind": {"const": "dog"}, "barks": {"type": "boolean"}}, "required": ["barks"]},
    ]
    assert [one.missing for one in explain({"oneOf": kinds}, {"kind": "cat"})] == ["lives", "claws"]


def test_two_alternatives_at_once_are_one_too_many() -> None:
    assert "exactly one" in only({"oneOf": [{"type": "integer"}, {"minimum": 0}]}, 7).message


def test_a_key_that_is_not_as_it_must_be_says_why() -> None:
    finding = only({"propertyNames": {"pattern": "^[a-z]+$"}}, {"Not": 1})
    assert finding.message == 'the key "Not" must match the pattern ^[a-z]+$'
    assert finding.on_key


def test_a_member_that_must_not_be_is_said_of_its_key() -> None:
    finding = only({"properties": {"a": False}}, {"a": 1})
    assert (finding.pointer, finding.message, finding.on_key) == (("a",), "this cannot stand here", True)


def test_an_unevaluated_key_is_an_unknown_key() -> None:
    schema: Json = {"properties": {"call": {}}, "allOf": [{"properties": {"id": {}}}], "unevaluatedProperties": False}
    finding = only(schema, {"id": 1, "cal": 2})
    assert (finding.pointer, finding.message) == (("cal",), 'unknown key "cal"')
    assert finding.options == ("call",)


def test_a_text_that_takes_too_long_to_try_says_so() -> None:
    assert "too long" in only({"pattern": "(?=(a+)+$)b"}, "a" * 40).message


@pytest.mark.parametrize(
    "schema",
    [{"type": "integer"}, {"enum": ["a"]}, {"const": 1}, {"pattern": "^x$"}, {"maxLength": 2}, {"not": {}}, False,
     {"anyOf": [{"type": "null"}, {"maxLength": 1}]}, {"oneOf": [True, True]}, {"minLength": 99}],
)  # fmt: skip
def test_no_words_hold_the_value(schema: Json) -> None:
    for finding in explain(schema, SECRET):
        assert SECRET not in repr(finding)
    for finding in explain({"properties": {"token": schema}, "items": schema}, {"token": SECRET}):
        assert SECRET not in repr(finding)
    assert explain(schema, SECRET)


def test_one_mistake_is_one_finding() -> None:
    unknown = Finding(("step", "thn"), "additionalProperties", "unknown", True, options=("then", "status"))
    missing = Finding(("step",), "required", "missing", missing="then")
    elsewhere = Finding(("other",), "required", "missing", missing="then")
    assert without_echoes([missing, unknown, elsewhere]) == [unknown, elsewhere]


def test_pointers_begin_at_the_base() -> None:
    (finding,) = explain_errors(judge({"type": "string"}, True, 7), ("steps", 3))
    assert finding.pointer == ("steps", 3)


def test_what_a_schema_says_of_a_pattern_helps() -> None:
    schema: Json = {"type": "string", "pattern": "^[0-9]+s$", "description": "Seconds, as in\n  `5s`."}
    assert only(schema, "soon").hint == "Seconds, as in `5s`."


def test_what_a_schema_says_of_a_missing_member_helps() -> None:
    schema: Json = {"properties": {"because": {"description": "Say why."}}, "required": ["because", "then"]}
    assert [one.hint for one in explain(schema, {})] == ["Say why.", ""]
