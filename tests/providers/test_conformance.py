from runbook.providers.conformance import violations
from runbook.values.shape import STRING
from runbook.values.unknown import PartialText, SecretName, Unknown

SCHEMA = {
    "type": "object",
    "required": ["a"],
    "properties": {"a": {"type": "string"}, "b": {"type": "array", "items": {"type": "integer"}}},
}


def test_a_value_that_fits_has_no_violations() -> None:
    assert violations(SCHEMA, {"a": "x", "b": [1]}) == []


def test_a_violation_has_its_place() -> None:
    assert [one.pointer for one in violations(SCHEMA, {"a": "x", "b": [1, "y"]})] == [("b", 1)]


def test_what_is_unknown_is_not_judged() -> None:
    assert violations(SCHEMA, {"a": Unknown(STRING, "x")}) == []
    assert violations(SCHEMA, {"a": SecretName("x")}) == []
    assert violations(SCHEMA, PartialText(("x",))) == []


def test_what_is_known_beside_it_is_judged() -> None:
    found = violations(SCHEMA, {"a": Unknown(STRING, "x"), "b": ["y", Unknown(STRING, "z")]})
    assert [one.pointer for one in found] == [("b", 0)]


def test_no_message_shows_the_value() -> None:
    (found,) = violations({"type": "integer"}, "tw_sk_live_SECRET")
    assert "SECRET" not in found.message


def test_a_true_schema_accepts_everything_and_a_false_one_nothing() -> None:
    assert violations(True, {"x": 1}) == []
    assert violations(False, 1)
