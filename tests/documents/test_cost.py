import time
from collections.abc import Callable

import pytest

from runbook.documents.cost import MOST, SchemaCost, TooCostlyError, size_of
from runbook.documents.schema import COST, compile_schema
from runbook.values.json import Json


def ref(number: int) -> Json:
    return {"$ref": f"#/$defs/S{number}"}


def chain(length: int, link: Callable[[int], Json], last: Json) -> Json:
    schemas = {f"S{number}": link(number + 1) for number in range(length)}
    return {"$ref": "#/$defs/S0", "$defs": {**schemas, f"S{length}": last}}


MULTIPLYING = {
    "allOf": chain(30, lambda at: {"allOf": [ref(at), ref(at)]}, {"type": "object"}),
    "anyOf": chain(25, lambda at: {"anyOf": [ref(at), ref(at)]}, {"type": "string"}),
    "oneOf": chain(20, lambda at: {"oneOf": [ref(at), ref(at), ref(at)]}, {"type": "string"}),
    "if": chain(25, lambda at: {"if": ref(at), "then": ref(at), "else": ref(at)}, {"type": "object"}),
    "not": chain(25, lambda at: {"not": {"allOf": [ref(at), ref(at)]}}, {"type": "object"}),
    "dependentSchemas": chain(25, lambda at: {"dependentSchemas": {"a": ref(at), "b": ref(at)}}, {"type": "object"}),
    "properties": chain(60, lambda at: {"allOf": [{"properties": {"a": ref(at)}}] * 4}, {"type": "string"}),
    "unevaluated": chain(25, lambda at: {"allOf": [ref(at), ref(at)], "unevaluatedProperties": False}, True),
}


def nested(depth: int) -> Json:
    value: Json = {"b": 1}
    for _ in range(depth):
        value = {"a": value, "b": 2}
    return value


@pytest.mark.parametrize("name", MULTIPLYING)
@pytest.mark.parametrize("value", [{}, nested(25), "text", [{}] * 50], ids=["empty", "nested", "text", "list"])
def test_a_schema_that_multiplies_is_judged_or_refused_in_a_moment(name: str, value: Json) -> None:
    began = time.process_time()
    schema = compile_schema(MULTIPLYING[name])
    accepted = schema.accepts(value)
    found = schema.findings(value)
    assert time.process_time() - began < 5
    assert accepted is (not found)


def test_what_it_accepts_it_accepts_although_it_multiplies() -> None:
    assert compile_schema(MULTIPLYING["allOf"]).accepts({})
    assert compile_schema(MULTIPLYING["anyOf"]).accepts("text")


def test_what_would_take_too_long_to_explain_says_so() -> None:
    (found,) = compile_schema(MULTIPLYING["allOf"]).findings("text")
    assert (found.keyword, found.message) == (COST, "is too costly to judge by its schema")


def test_a_recursive_schema_is_judged_as_far_as_the_value_goes() -> None:
    tree: Json = {"type": "object", "properties": {"a": {"$ref": "#"}, "b": {"type": "integer"}}}
    schema = compile_schema(tree)
    assert schema.accepts(nested(40))
    (found,) = schema.findings({"a": {"b": "text"}})
    assert found.pointer == ("a", "b")


@pytest.mark.parametrize("count", [10, 1000])
def test_steps_count_each_path_and_pairs_only_once(count: int) -> None:
    schema: Json = {"items": {"anyOf": [{"type": "string"}, {"type": "integer"}]}}
    assert SchemaCost(schema, schema).steps(list(range(count))) == 1 + 3 * count


def test_more_pairs_than_are_worth_it_are_an_error() -> None:
    schema: Json = {"items": {"allOf": [{"type": "object"} for _ in range(60)]}}
    with pytest.raises(TooCostlyError):
        SchemaCost(schema, schema).steps([{} for _ in range(20_000)])


def test_numbers_that_share_a_hash_on_purpose_cost_what_they_take() -> None:
    schema: Json = {"uniqueItems": True}
    value: list[Json] = [number * ((1 << 61) - 1) for number in range(1, 20_000)]
    with pytest.raises(TooCostlyError):
        SchemaCost(schema, schema).steps(value)
    assert [one.keyword for one in compile_schema(schema).findings(value)] == [COST]


def test_a_path_that_leads_back_and_a_reference_to_nowhere_end() -> None:
    for schema in ({"$ref": "#"}, {"anyOf": [{"$ref": "#"}, {"type": "string"}]}, {"$ref": "#/nowhere"}):
        assert SchemaCost(schema, schema).steps({"a": 1}) < 10
        compile_schema(schema).findings({"a": 1})


def test_what_is_nested_more_deeply_than_can_be_visited_is_an_error() -> None:
    schema: Json = {"properties": {"a": {"$ref": "#"}}}
    with pytest.raises(TooCostlyError):
        SchemaCost(schema, schema).steps(nested(5_000))


def test_a_schema_that_is_nested_too_deeply_is_not_small() -> None:
    schema: Json = True
    for _ in range(3_000):
        schema = {"allOf": [schema]}
    assert not SchemaCost(schema, schema).is_small({}, MOST)


def test_small_is_small_for_every_value_of_that_size() -> None:
    cost = SchemaCost({"properties": {"a": {"type": "string"}}}, {})
    assert cost.is_small({"a": "x"}, 1000)
    assert not cost.is_small(list(range(10_000)), 1000)
    assert not SchemaCost(MULTIPLYING["allOf"], MULTIPLYING["allOf"]).is_small({}, MOST)
    assert not SchemaCost({"$ref": "#"}, {"$ref": "#"}).is_small({}, MOST)


def test_a_value_s_size_counts_keys_and_stops_where_it_is_enough() -> None:
    assert size_of({"a": [1, 2]}) == 5
    assert size_of(list(range(1000)), 10) == 11
