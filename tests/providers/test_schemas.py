import copy
from itertools import pairwise

from runbook.documents.schema import compile_schema
from runbook.providers.dialect import Direction
from runbook.providers.schemas import Schemas
from runbook.values.json import Json

ROOT: Json = {
    "components": {
        "schemas": {
            "Case": {
                "type": "object",
                "properties": {
                    "parent": {"$ref": "#/components/schemas/Case"},
                    "id": {"$ref": "#/components/schemas/Id"},
                },
            },
            "Id": {"type": "string", "example": "c-1"},
            "Other": {"type": "array"},
            "List of Case": {"type": "array", "items": {"$ref": "#/components/schemas/Case"}},
            "A": {"$ref": "#/components/schemas/B"},
            "B": {"$ref": "#/components/schemas/A"},
            "Self": {"allOf": [{"$ref": "#/components/schemas/Self"}, {"type": "object"}]},
        }
    },
    "x-siblings": {"a.yaml": {"Id": {"type": "integer"}}},
}


def contained(schema: Json, *, loose_refs: bool = True) -> Json:
    return Schemas(ROOT, Direction.REQUEST, loose_refs=loose_refs).contained(schema)


def ref(name: str) -> dict[str, Json]:
    return {"$ref": f"#/components/schemas/{name}"}


def test_a_schema_carries_what_it_refers_to_and_nothing_else() -> None:
    schema = contained(ref("Case"))
    assert schema == {
        "$ref": "#/$defs/Case",
        "$defs": {
            "Case": {
                "type": "object",
                "properties": {"parent": {"$ref": "#/$defs/Case"}, "id": {"$ref": "#/$defs/Id"}},
            },
            "Id": {"type": "string"},
        },
    }


def test_a_recursive_schema_can_be_checked_without_its_document() -> None:
    compiled = compile_schema(contained(ref("Case")))
    assert compiled.accepts({"parent": {"parent": {"id": "x"}}})
    assert not compiled.accepts({"parent": {"parent": {"id": 7}}})


def test_names_that_need_escaping_and_files_get_names_of_their_own() -> None:
    schema = contained({"anyOf": [ref("List%20of%20Case"), {"$ref": "#/x-siblings/a.yaml/Id"}]})
    assert isinstance(schema, dict)
    assert isinstance(schema["$defs"], dict)
    assert len(schema["$defs"]) == 4
    compiled = compile_schema(schema)
    assert compiled.accepts([{"id": "x"}])
    assert compiled.accepts(7)
    assert not compiled.accepts("x")


def test_a_schema_that_is_only_itself_allows_anything() -> None:
    assert compile_schema(contained(ref("A"))).accepts(1)
    compiled = compile_schema(contained({"properties": {"a": ref("Self")}}))
    assert compiled.accepts({"a": 1})


def test_a_reference_that_leads_nowhere_allows_anything() -> None:
    assert contained({"properties": {"a": ref("Nothing")}}) == {"properties": {"a": {}}}


def test_members_beside_a_reference_count_since_3_1() -> None:
    schema: Json = {**ref("Id"), "minLength": 3, "nullable": True}
    assert not compile_schema(contained(schema)).accepts("ab")
    assert compile_schema(contained(schema, loose_refs=False)).accepts("ab")
    assert compile_schema(contained(schema, loose_refs=False)).accepts(None)


def test_what_is_no_json_schema_is_left_out_and_the_document_stays_as_it_was() -> None:
    before = copy.deepcopy(ROOT)
    schema: Json = {
        "type": "string",
        "example": "x",
        "examples": ["y"],
        "xml": {},
        "discriminator": {},
        "x-a": 1,
        "$id": "https://a.example",
    }
    assert contained(schema) == {"type": "string"}
    assert before == ROOT


def test_lists_of_items_are_tuples_and_empty_compositions_say_nothing() -> None:
    assert contained({"items": [{"type": "string"}], "anyOf": []}) == {"prefixItems": [{"type": "string"}]}


def test_a_schema_that_is_no_schema_allows_anything() -> None:
    assert [contained(schema) for schema in (True, False, None, 7, [])] == [True, False, {}, {}, {}]


def test_a_long_chain_of_definitions_is_followed() -> None:
    names = [f"S{index}" for index in range(3_000)]
    schemas: dict[str, Json] = {
        name: {"properties": {"next": {"$ref": f"#/s/{after}"}}} for name, after in pairwise(names)
    }
    schemas["S2999"] = {"type": "string"}
    schema = Schemas({"s": schemas}, Direction.RESPONSE).contained({"$ref": "#/s/S0"})
    assert isinstance(schema, dict)
    assert isinstance(schema["$defs"], dict)
    assert len(schema["$defs"]) == 3_000
