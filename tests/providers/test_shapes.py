from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.documents.schema import compile_schema
from runbook.providers.shapes import kind_of, shape_of
from runbook.values.json import Json
from runbook.values.shape import ANY, BOOLEAN, INTEGER, NOTHING, NULL, NUMBER, STRING, Kind, Shape, array_of
from tests.exact import exact_numbers


def of(schema: Json) -> Shape:
    return shape_of(schema, schema)


@pytest.mark.parametrize(
    ("schema", "shape"),
    [
        (True, ANY),
        ({}, ANY),
        ({"type": "date"}, ANY),
        ({"$ref": "#/nowhere"}, ANY),
        (False, NOTHING),
        ({"type": "null"}, NULL),
        ({"type": "boolean"}, BOOLEAN),
        ({"type": "integer"}, INTEGER),
        ({"type": "number"}, NUMBER),
        ({"type": "string", "minLength": 3}, STRING),
        ({"type": "array", "items": {"type": "string"}}, array_of(STRING)),
        ({"allOf": [{"type": "string"}]}, STRING),
        ({"allOf": [{"type": ["string", "integer"]}, {"type": ["integer", "null"]}]}, INTEGER),
        ({"anyOf": [{"type": "string"}]}, STRING),
    ],
)
def test_plain_schemas_have_plain_shapes(schema: Json, shape: Shape) -> None:
    assert of(schema) == shape


def test_types_unite_in_lists_and_alternatives() -> None:
    kinds = frozenset({Kind.STRING, Kind.NULL})
    assert of({"type": ["string", "null"]}).kinds == kinds
    assert of({"type": "string", "nullable": True}).kinds == kinds
    assert of({"oneOf": [{"type": "string"}, {"type": "null"}]}).kinds == kinds


def test_enumerations_are_choices_of_the_allowed_kinds() -> None:
    assert of({"enum": ["a", 1, None]}).choices == ("a", 1, None)
    assert of({"enum": ["a", 1, None]}).kinds == {Kind.STRING, Kind.INTEGER, Kind.NULL}
    assert of({"type": "string", "enum": ["a", 1]}).choices == ("a",)
    assert of({"const": "a"}).choices == ("a",)
    assert of({"allOf": [{"enum": ["a", "b"]}, {"enum": ["b", "c"]}]}).choices == ("b",)


def test_null_is_one_choice_more() -> None:
    assert of({"anyOf": [{"enum": ["a"]}, {"type": "null"}]}).choices == ("a", None)
    assert of({"anyOf": [{"enum": ["a"]}, {"type": "string"}]}).choices is None


def test_an_object_knows_its_properties() -> None:
    shape = of({"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}})
    assert shape.properties == {"a": STRING, "b": INTEGER}
    assert (shape.required, shape.open) == ({"a"}, True)


@pytest.mark.parametrize(
    ("schema", "is_open"),
    [
        ({"additionalProperties": False}, False),
        ({"additionalProperties": {}}, True),
        ({"additionalProperties": False, "patternProperties": {"^x": {}}}, True),
        ({"unevaluatedProperties": False, "allOf": [{"properties": {"a": {}}}]}, False),
        ({"allOf": [{"additionalProperties": False}, {}]}, False),
    ],
)
def test_an_object_is_open_unless_it_says_otherwise(schema: dict[str, Json], is_open: bool) -> None:
    assert of({"type": "object", **schema}).open is is_open


def test_compositions_are_merged() -> None:
    shape = of(
        {
            "allOf": [
                {"type": "object", "required": ["a"], "properties": {"a": {"type": ["string", "null"]}}},
                {"required": ["b"], "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}},
            ]
        }
    )
    assert shape.properties == {"a": STRING, "b": INTEGER}
    assert shape.required == {"a", "b"}


def test_an_object_or_nothing_stays_closed() -> None:
    closed: Json = {"type": "object", "additionalProperties": False, "properties": {"a": {"type": "string"}}}
    shape = of({"anyOf": [closed, {"type": "null"}]})
    assert shape.kinds == {Kind.OBJECT, Kind.NULL}
    assert not shape.open


def test_recursion_ends_in_any() -> None:
    root: Json = {"$defs": {"A": {"type": "object", "properties": {"next": {"$ref": "#/$defs/A"}}}}}
    shape = shape_of({"$ref": "#/$defs/A"}, root)
    for _ in range(3):
        assert shape.kinds == {Kind.OBJECT}
        shape = shape.properties["next"]
    while shape.properties:
        shape = shape.properties["next"]
    assert shape == ANY


def test_a_schema_that_is_only_itself_is_any() -> None:
    assert shape_of({"$ref": "#"}, {"$ref": "#"}) == ANY
    assert of({"allOf": [{"$ref": "#"}]}) == ANY


def test_wide_recursion_is_bounded() -> None:
    names = [f"T{index}" for index in range(30)]
    everything: Json = {"anyOf": [{"$ref": f"#/$defs/{name}"} for name in names[:4]]}
    definitions: dict[str, Json] = {
        name: {"type": "object", "properties": {f"p{index}": everything for index in range(10)}} for name in names
    }
    root: Json = {"$defs": definitions}
    assert shape_of(everything, root).kinds == {Kind.OBJECT}


def test_deep_nesting_is_bounded() -> None:
    schema: Json = {"type": "string"}
    for _ in range(500):
        schema = {"type": "object", "properties": {"a": schema}}
    assert of(schema).kinds == {Kind.OBJECT}


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (None, Kind.NULL),
        (True, Kind.BOOLEAN),
        (1, Kind.INTEGER),
        (Decimal("1.0"), Kind.INTEGER),
        (Decimal("1.5"), Kind.NUMBER),
        ("", Kind.STRING),
    ],
)
def test_every_value_has_one_kind(value: Json, kind: Kind) -> None:
    assert kind_of(value) is kind


values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | exact_numbers(3, 2) | st.sampled_from(["", "a", "b"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=4,
)
types = st.sampled_from(["null", "boolean", "integer", "number", "string", "array", "object"])
leaves = st.one_of(
    st.just({}),
    st.booleans(),
    types.map(lambda name: {"type": name}),
    st.lists(types, min_size=1, max_size=3, unique=True).map(lambda names: {"type": names}),
    st.lists(values, min_size=1, max_size=3).map(lambda some: {"enum": some}),
    values.map(lambda value: {"const": value}),
    st.just({"$ref": "#/$defs/A"}),
    st.just({"$ref": "#/$defs/B"}),
)


def nested(compositions: tuple[str, ...]) -> st.SearchStrategy[Json]:
    """Schemas of a small grammar with these ways of putting schemas together."""
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.tuples(st.sampled_from(compositions), st.lists(inner, min_size=1, max_size=2)).map(
                lambda pair: {pair[0]: pair[1]}
            ),
            st.tuples(types, inner).map(lambda pair: {"type": pair[0], "items": pair[1]}),
            st.tuples(inner, st.booleans()).map(
                lambda pair: {"properties": {"a": pair[0]}, "required": ["a"], "additionalProperties": pair[1]}
            ),
        ),
        max_leaves=4,
    )


def admits(shape: Shape, value: Json) -> bool:
    """Whether a value can have a shape, looking inside."""
    if kind_of(value) not in shape.kinds or (shape.choices is not None and value not in shape.choices):
        return False
    if isinstance(value, list) and shape.items is not None:
        return all(admits(shape.items, element) for element in value)
    if isinstance(value, dict):
        known = all(admits(shape.properties.get(key, ANY), member) for key, member in value.items())
        return known and shape.required <= value.keys() and (shape.open or value.keys() <= shape.properties.keys())
    return True


def without_references(schema: Json) -> Json:
    """A definition that does not refer to others, so that checking comes to an end."""
    if isinstance(schema, list):
        return [without_references(part) for part in schema]
    if isinstance(schema, dict):
        return {key: without_references(value) for key, value in schema.items() if key != "$ref"}
    return schema


def with_definitions(schema: Json, first: Json, second: Json) -> Json:
    definitions: dict[str, Json] = {"A": without_references(first), "B": without_references(second)}
    return {**schema, "$defs": definitions} if isinstance(schema, dict) else schema


any_schema = nested(("allOf", "anyOf", "oneOf"))
merged_schema = nested(("allOf",))


@settings(deadline=None, max_examples=200)
@given(any_schema, any_schema, any_schema, values)
def test_a_value_that_a_schema_accepts_has_one_of_its_kinds(
    schema: Json, first: Json, second: Json, value: Json
) -> None:
    whole = with_definitions(schema, first, second)
    if compile_schema(whole).accepts(value):
        assert kind_of(value) in of(whole).kinds


@settings(deadline=None, max_examples=200)
@given(merged_schema, merged_schema, merged_schema, values)
def test_without_alternatives_the_whole_value_has_the_shape(
    schema: Json, first: Json, second: Json, value: Json
) -> None:
    whole = with_definitions(schema, first, second)
    if compile_schema(whole).accepts(value):
        assert admits(of(whole), value)
