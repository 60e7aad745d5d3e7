import pytest

from runbook.language.link_inputs import inputs_shape
from runbook.values.shape import INTEGER, Kind
from tests.language.linked import READ, book, procedure_of, said


def with_input(schema: str) -> str:
    return book(READ).replace("  count: { type: integer, default: 1 }\n", f"  count: {schema}\n")


def test_an_input_has_a_shape_and_is_required_without_a_default() -> None:
    inputs = procedure_of(with_input("{ type: integer, default: 1, description: How many }")).inputs
    assert inputs["count"].shape == INTEGER
    assert (inputs["count"].required, inputs["count"].default) == (False, 1)
    assert inputs["count"].description == "How many"
    assert inputs["id"].required
    assert inputs_shape(inputs).properties["id"].only(Kind.STRING)


def test_null_is_a_default_too() -> None:
    count = procedure_of(with_input("{ type: [ integer, 'null' ], default: null }")).inputs["count"]
    assert (count.required, count.default) == (False, None)


def test_a_default_must_fit_its_own_schema() -> None:
    assert said(with_input("{ type: integer, default: many }")) == [("bad-default", "many")]
    assert said(with_input("{ type: array, items: { type: integer }, default: [ 1, x ] }")) == [("bad-default", "x")]


@pytest.mark.parametrize(
    "schema", ["{ tpye: integer }", "{ type: intger }", "{ type: string, minLength: -1 }", "integer"]
)
def test_what_is_no_schema_is_said_once(schema) -> None:
    assert [rule for rule, _ in said(with_input(schema))] == ["schema"]


def test_a_pattern_must_be_one() -> None:
    assert said(with_input("{ type: string, pattern: '(' }")) == [("bad-schema", "'('")]
