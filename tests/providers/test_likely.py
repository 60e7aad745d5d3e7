import pytest

from runbook.providers.likely import likely
from runbook.values.json import Json
from runbook.values.shape import STRING
from runbook.values.unknown import PartialText, SecretName, Unknown

UNKNOWN = Unknown(STRING, "x")


@pytest.mark.parametrize(
    ("schema", "guess"),
    [
        ({"type": "string"}, "x"),
        ({"type": "string", "minLength": 3}, "xxx"),
        ({"type": "string", "minLength": 10**9}, "x" * 1000),
        ({"type": "integer", "minimum": 7}, 7),
        ({"type": "array"}, []),
        ({"type": ["boolean", "null"]}, True),
        ({"enum": ["b", "a"]}, "b"),
        ({"type": "string", "example": "c-1"}, "c-1"),
        ({"const": 3}, 3),
        ({}, None),
        (True, None),
    ],
)
def test_an_unknown_part_becomes_what_its_schema_probably_accepts(schema: Json, guess: Json) -> None:
    assert likely(schema, UNKNOWN) == guess


def test_known_parts_stay_and_each_unknown_part_is_guessed_by_its_own_schema() -> None:
    schema: Json = {
        "properties": {"ids": {"items": {"type": "string"}}, "count": {"type": "integer"}},
        "additionalProperties": {"type": "boolean"},
    }
    value = {"ids": ["s1", PartialText(("a", UNKNOWN))], "count": UNKNOWN, "more": SecretName("T"), "kept": None}
    assert likely(schema, value) == {"ids": ["s1", "x"], "count": 1, "more": True, "kept": None}
