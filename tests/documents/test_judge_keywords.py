"""Our own keywords, one by one."""

from time import process_time

import pytest

from runbook.documents.judge import judge
from runbook.documents.judge_keywords import OWN_KEYWORDS
from runbook.values.json import Json


def notes(schema: Json, value: Json) -> list[str]:
    return [broken.note for broken in judge(schema, schema, value)]


def test_each_missing_and_each_unknown_key_is_told_by_name() -> None:
    schema: Json = {"required": ["a", "b", "c"], "properties": {"a": {}}, "additionalProperties": False}
    assert notes(schema, {"a": 1, "x": 2, "y": 3}) == ["b", "c", "x", "y"]
    assert notes({"dependentRequired": {"a": ["b"]}}, {"a": 1}) == ["b"]


def test_other_members_have_a_schema_of_their_own() -> None:
    schema: Json = {
        "properties": {"a": {}},
        "patternProperties": {"^x-": {}},
        "additionalProperties": {"type": "string"},
    }
    assert [broken.pointer for broken in judge(schema, schema, {"a": 1, "x-b": 2, "c": 3, "d": "4"})] == [("c",)]


def test_a_part_that_must_not_be_is_told_with_its_place() -> None:
    for schema, value, pointer in (
        ({"properties": {"a": False}}, {"a": 1}, ("a",)),
        ({"patternProperties": {"a": False}}, {"a": 1}, ("a",)),
        ({"items": False}, [1], (0,)),
        ({"prefixItems": [True, False]}, [1, 2], (1,)),
        ({"prefixItems": [True], "items": False}, [1, 2], (1,)),
    ):
        (broken,) = judge(schema, schema, value)  # type: ignore[arg-type]
        assert (broken.keyword, broken.pointer) == ("false", pointer)


def test_patterns_choose_members() -> None:
    schema: Json = {"patternProperties": {"^x-": {"type": "string"}, "(": {"type": "null"}}}
    assert [broken.pointer for broken in judge(schema, schema, {"x-a": 1, "b": 2})] == [("x-a",)]


def test_a_key_that_is_not_as_it_must_be_is_told_with_the_reason() -> None:
    (broken,) = judge({"propertyNames": {"pattern": "^[a-z]+$"}}, True, {"ok": 1, "Not": 2})
    assert broken.note == "Not"
    assert broken.pointer == ("Not",)
    assert [reason.keyword for reason in broken.context] == ["pattern"]


@pytest.mark.parametrize(
    ("schema", "value", "broken"),
    [
        ({"enum": [1, "a"]}, True, True),
        ({"enum": [1, "a"]}, 1.0, False),
        ({"const": [0]}, [False], True),
        ({"const": [0]}, [0.0], False),
        ({"uniqueItems": True}, [1, True], False),
        ({"uniqueItems": True}, [{"a": 1}, {"a": 1.0}], True),
        ({"uniqueItems": False}, [1, 1], False),
        ({"pattern": "^a$"}, "a\n", True),
        ({"pattern": "^a$"}, 7, False),
        ({"minimum": 3, "exclusiveMinimum": True}, 3, True),
        ({"minimum": 3, "exclusiveMinimum": True}, 3.1, False),
        ({"maximum": 3, "exclusiveMaximum": True}, 3, True),
        ({"exclusiveMaximum": 3}, 3, True),
        ({"exclusiveMaximum": 3}, True, False),
        ({"exclusiveMinimum": True}, 3, False),
    ],
)
def test_values_are_judged_as_json_schema_and_openapi_say(schema: Json, value: Json, broken: bool) -> None:
    assert bool(judge(schema, schema, value)) is broken


def test_quadratic_keywords_are_linear() -> None:
    objects: Json = [{"id": number} for number in range(3000)]
    begin = process_time()
    assert notes({"uniqueItems": True}, objects) == []
    assert notes({"enum": [objects]}, objects) == []
    assert process_time() - begin < 2


def test_every_own_keyword_says_what_it_is_for() -> None:
    assert all(keyword.__doc__ for keyword in OWN_KEYWORDS.values())
