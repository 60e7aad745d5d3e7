from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.providers.survey import survey
from runbook.values.json import Json


def test_references_are_found_wherever_a_schema_can_stand() -> None:
    found = survey(
        {"paths": {"/x": {"get": {"parameters": [{"schema": {"$ref": "#/a"}}], "responses": {"200": {"$ref": "#/b"}}}}}}
    )
    assert found.references == [
        (("paths", "/x", "get", "parameters", 0, "schema"), "#/a"),
        (("paths", "/x", "get", "responses", "200"), "#/b"),
    ]


def test_examples_and_defaults_are_data() -> None:
    data: Json = {
        "schema": {
            "example": {"$ref": "no"},
            "examples": [{"$ref": "no"}],
            "default": {"$ref": "no"},
            "enum": [{"$ref": "no"}],
        },
        "content": {"application/json": {"examples": {"one": {"value": {"$ref": "no"}}, "two": {"$ref": "#/yes"}}}},
        "x-other": {"$ref": "no"},
    }
    assert [text for _, text in survey(data).references] == ["#/yes"]


def test_a_property_may_be_called_like_a_keyword() -> None:
    data: Json = {
        "properties": {"example": {"$ref": "#/a"}, "properties": {"pattern": "[a-z]"}, "type": {"type": "string"}}
    }
    found = survey(data)
    assert found.references == [(("properties", "example"), "#/a")]
    assert found.patterns == [(("properties", "properties", "pattern"), "[a-z]")]
    assert found.types == [(("properties", "type", "type"), "string")]


def test_extensions_are_found_with_their_places() -> None:
    data: Json = {"x-runbook": {}, "servers": [{"x-runbook": {}}], "components": {"schemas": {"A": {"x-runbook": {}}}}}
    places = [("x-runbook",), ("servers", 0, "x-runbook"), ("components", "schemas", "A", "x-runbook")]
    assert sorted(survey(data).extensions, key=len) == sorted(places, key=len)


def test_two_surveys_can_be_joined() -> None:
    first, second = survey({"$ref": "#/a"}), survey({"$ref": "#/b"}, ("x",))
    first.join(second)
    assert first.references == [((), "#/a"), (("x",), "#/b")]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["properties", "items", "examples", "$ref", "type", "x-runbook", "a"]), inner, max_size=3
        )
    ),
    max_leaves=20,
)


@settings(deadline=None, max_examples=60)
@given(json_values)
def test_any_data_can_be_surveyed(data: Json) -> None:
    survey(data)
