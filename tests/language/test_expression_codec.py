import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.language.expression_codec import decode_expression, encode_expression
from runbook.values.json_codec import read_json, write_json
from tests.language.building import expr
from tests.language.strategies import expressions


@settings(deadline=None)
@given(expressions)
def test_a_tree_comes_back_from_json_as_it_was(expression) -> None:
    assert decode_expression(read_json(write_json(encode_expression(expression)))) == expression


def test_places_come_back_too() -> None:
    tree = expr("a.b['c'] | default('x') == 1 and not d is defined")
    assert repr(decode_expression(encode_expression(tree))) == repr(tree)


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        ["name", 0],
        ["name", "x", 0],
        ["call", 0, ["name", 0, "x"]],
        ["filter", 0, "format", ["name", 0, "x"], [], []],
        ["filter", 0, "join", ["name", 0, "x"], [], []],
        ["test", 0, "odd", ["name", 0, "x"]],
        ["compare", 0, ["name", 0, "x"], []],
        ["compare", 0, ["name", 0, "x"], [["pow", ["name", 0, "y"]]]],
        ["literal", 0, 1, [1]],
        ["map", 0, [["k"]]],
    ],
)
def test_what_is_no_tree_is_refused(data) -> None:
    with pytest.raises(ValueError, match="expression"):
        decode_expression(data)


@settings(deadline=None)
@given(st.recursive(st.none() | st.integers() | st.sampled_from(["not", "name"]), lambda x: st.lists(x, max_size=4)))
def test_any_other_json_is_refused_or_is_a_tree(data) -> None:
    try:
        tree = decode_expression(data)
    except ValueError:
        return
    assert decode_expression(encode_expression(tree)) == tree


def test_a_tree_without_end_is_refused() -> None:
    data: list = ["name", 0, "x"]
    for _ in range(500):
        data = ["not", 0, data]
    with pytest.raises(ValueError, match="deeply"):
        decode_expression(data)
