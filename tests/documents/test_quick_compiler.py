"""Schemas become quick checks."""

from decimal import Decimal

import pytest

from runbook.documents.quick import UNSURE, Quick
from runbook.documents.quick_compiler import QuickCompiler
from runbook.values.json import Json


def compile_quick(schema: Json) -> Quick:
    return QuickCompiler(schema).compile(schema)


BRANCH: Json = {"$ref": "#/$defs/tree"}
CHILDREN: Json = {"left": BRANCH, "right": BRANCH}
TREE: Json = {
    "$defs": {"tree": {"type": "object", "properties": CHILDREN, "additionalProperties": False}},
    "$ref": "#/$defs/tree",
}


def test_a_schema_may_refer_to_itself() -> None:
    quick = compile_quick(TREE)
    assert quick.check({"left": {"right": {}}})
    assert not quick.check({"left": {"middle": {}}})
    assert not quick.exact


@pytest.mark.parametrize(
    "schema",
    [{"unevaluatedProperties": False}, {"contains": {}}, {"$dynamicRef": "#x"}, {"$ref": "http://localhost/x"},
     {"$ref": "#/nowhere"}, {"dependentSchemas": {"a": {}}}, {"patternProperties": {"(": {}}}, "no schema", 7, None],
)  # fmt: skip
def test_what_is_not_understood_is_never_accepted(schema: Json) -> None:
    quick = compile_quick(schema)
    assert not quick.exact
    assert not quick.check({})


def test_it_is_not_accepted_below_a_negation_either() -> None:
    for schema in (
        {"not": {"contains": {}}},
        {"oneOf": [True, {"contains": {}}]},
        {"if": {"contains": {}}, "then": True},
    ):
        assert not compile_quick(schema).check([])  # type: ignore[arg-type]


def test_a_remark_asserts_nothing() -> None:
    schema: Json = {"title": "x", "description": 7, "format": "date", "x-any": 1, "requried": ["a"], "examples": []}
    assert compile_quick(schema).check(None)


@pytest.mark.parametrize(
    ("schema", "yes", "no"),
    [
        ({"type": "string", "nullable": True}, None, 7),
        ({"enum": ["a"], "nullable": True}, None, "b"),
        ({"minimum": 3, "exclusiveMinimum": True}, 4, 3),
        ({"maximum": 3, "exclusiveMaximum": True}, 2, 3),
        ({"maximum": 3, "exclusiveMaximum": False}, 3, 4),
        ({"required": True, "type": "string"}, "x", 1),
        ({"type": "file"}, 7, UNSURE),
        ({"minLength": Decimal("2.0")}, "ab", "a"),
        (True, 7, UNSURE),
        (
            {"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {"required": ["c"]}},
            {"a": 1, "b": 1},
            {"a": 1},
        ),
        ({"not": {"type": "null"}}, 1, None),
        ({"const": {"a": 1}}, {"a": Decimal("1.0")}, {"a": True}),
        ({"dependentRequired": {"a": ["b"]}}, {"b": 1}, {"a": 1}),
        ({"prefixItems": [{"type": "null"}], "items": False}, [None], [None, None]),
        ({"propertyNames": {"maxLength": 1}}, {"a": 1}, {"ab": 1}),
    ],
)
def test_keywords_of_json_schema_and_of_openapi(schema: Json, yes: Json, no: Json | Quick) -> None:
    check = compile_quick(schema).check
    assert check(yes)
    if not isinstance(no, Quick):
        assert not check(no)
