"""Schemas that mean what their authors think."""

from decimal import Decimal

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.documents.schema_check import check_schema
from runbook.values.json import Json, Pointer
from tests.documents.schemas import ORACLE, SCHEMAS, VALUES


@pytest.mark.parametrize(
    ("schema", "pointer", "keyword", "on_key"),
    [
        ({"requried": ["a"]}, ("requried",), "unknown", True),
        ({"properties": {"a": {"patern": "x"}}}, ("properties", "a", "patern"), "unknown", True),
        ({"type": "strin"}, ("type",), "type", False),
        ({"type": ["string", "string"]}, ("type",), "type", False),
        ({"required": True}, ("required",), "required", False),
        ({"required": ["a", "a"]}, ("required",), "required", False),
        ({"dependentRequired": {"a": ["b", "b"]}}, ("dependentRequired", "a"), "dependentRequired", False),
        ({"pattern": "("}, ("pattern",), "pattern", False),
        ({"patternProperties": {"(": {}}}, ("patternProperties", "("), "pattern", True),
        ({"items": [{}]}, ("items",), "type", False),
        ({"properties": {"a": 7}}, ("properties", "a"), "type", False),
        ({"properties": []}, ("properties",), "properties", False),
        ({"anyOf": []}, ("anyOf",), "anyOf", False),
        ({"anyOf": [{}, {"minimum": "1"}]}, ("anyOf", 1, "minimum"), "minimum", False),
        ({"$ref": "#/nowhere"}, ("$ref",), "$ref", False),
        ({"$ref": "http://localhost/x"}, ("$ref",), "$ref", False),
        ({"title": 7}, ("title",), "title", False),
        ({"minLength": -1}, ("minLength",), "minLength", False),
        (7, (), "type", False),
        ([], (), "type", False),
    ],
)
def test_a_mistake_is_found_where_it_is(schema: Json, pointer: Pointer, keyword: str, on_key: bool) -> None:
    (finding,) = check_schema(schema)
    assert (finding.pointer, finding.keyword, finding.on_key) == (pointer, keyword, on_key)
    assert finding.message


def test_misspelt_keywords_and_types_come_with_what_was_meant() -> None:
    assert "required" in check_schema({"requried": []})[0].options
    assert "string" in check_schema({"type": "strin"})[0].options


def test_what_openapi_adds_and_extensions_are_known() -> None:
    schema: Json = {
        "nullable": True,
        "example": 1,
        "discriminator": {},
        "xml": {},
        "x-any": 7,
        "exclusiveMinimum": True,
    }
    assert check_schema(schema) == []


def test_references_may_lead_into_a_root() -> None:
    assert check_schema({"$ref": "#/a"}, {"a": {}}) == []


def test_remarks_may_hold_anything_that_looks_like_a_schema() -> None:
    odd: Json = {"requried": 1, "type": 7}
    assert check_schema({"default": odd, "examples": [odd], "const": odd, "enum": [odd]}) == []


@settings(deadline=None, max_examples=200)
@given(SCHEMAS)
def test_every_sound_schema_is_sound_to_us(schema: Json) -> None:
    assert check_schema(schema) == []


ASSERTING = "type enum properties required items prefixItems minLength minimum multipleOf allOf not uniqueItems pattern"
REMARKS = "$ref title default $defs dependentRequired deprecated examples"
BROKEN = st.dictionaries(st.sampled_from(f"{ASSERTING} {REMARKS}".split(" ")), VALUES | SCHEMAS, max_size=3)


@settings(deadline=None, max_examples=300)
@given(BROKEN)
def test_what_the_metaschema_refuses_we_refuse(schema: Json) -> None:
    if not ORACLE(jsonschema.Draft202012Validator.META_SCHEMA).is_valid(_as_jsonschema_reads_it(schema)):  # type: ignore[arg-type]
        assert check_schema(schema)


def _as_jsonschema_reads_it(value: Json) -> object:
    """The value with numbers of Python: to the metaschema 1.0 is a whole number, and a Decimal is none."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case list():
            return [_as_jsonschema_reads_it(element) for element in value]
        case dict():
            return {key: _as_jsonschema_reads_it(member) for key, member in value.items()}
        case _:
            return value
