"""What is known about a value before it is known."""

from hypothesis import given
from hypothesis import strategies as st

from runbook.values.shape import (
    ANY,
    INTEGER,
    NOTHING,
    NULL,
    NUMBER,
    OBJECT,
    SECRET,
    STRING,
    Kind,
    Shape,
    array_of,
    holds_secret,
    object_of,
    one_of,
    union,
)

SIMPLE = st.sampled_from([NULL, STRING, INTEGER, NUMBER, OBJECT, SECRET, ANY, one_of(("a", "b"))])
SHAPES = st.recursive(
    SIMPLE,
    lambda inner: (
        st.builds(array_of, inner) | st.dictionaries(st.sampled_from("abc"), inner, max_size=2).map(object_of)
    ),
    max_leaves=4,
)


@given(SHAPES, SHAPES)
def test_a_union_may_be_whatever_either_may_be(first: Shape, second: Shape) -> None:
    both = union(first, second)
    assert both.kinds == first.kinds | second.kinds
    assert both.kinds == union(second, first).kinds
    assert both.required == union(second, first).required


@given(SHAPES)
def test_a_union_with_itself_or_nothing_is_the_same(shape: Shape) -> None:
    assert union(shape, shape) == shape
    assert union(shape, NOTHING).kinds == shape.kinds


def test_a_key_is_required_when_both_objects_require_it() -> None:
    both = union(object_of({"a": STRING, "b": STRING}), object_of({"a": INTEGER}))
    assert both.required == {"a"}
    assert both.properties["a"].kinds == {Kind.STRING, Kind.INTEGER}
    assert both.properties["b"] == STRING


def test_what_is_no_object_does_not_make_a_key_optional() -> None:
    assert union(object_of({"a": STRING}), NULL).required == {"a"}
    assert union(NULL, object_of({"a": STRING})).required == {"a"}


def test_choices_are_joined_only_when_both_are_known() -> None:
    assert union(one_of(("a",)), one_of(("b",))).choices == ("a", "b")
    assert union(one_of(("a",)), STRING).choices is None


def test_elements_are_joined() -> None:
    both = union(array_of(STRING), array_of(NULL))
    assert both.items is not None
    assert both.items.kinds == {Kind.STRING, Kind.NULL}


def test_an_object_is_closed_and_its_keys_required_unless_said_otherwise() -> None:
    shape = object_of({"a": STRING}, required=frozenset(), open=True)
    assert shape.open
    assert shape.required == frozenset()
    assert not object_of({"a": STRING}).open


def test_questions_about_kinds() -> None:
    assert STRING.only(Kind.STRING, Kind.NULL)
    assert not union(STRING, NULL).only(Kind.STRING)
    assert NUMBER.may_be(Kind.INTEGER)
    assert not NULL.may_be(Kind.STRING)
    assert ANY.is_any
    assert not SECRET.is_any
    assert not ANY.may_be(Kind.SECRET)


def test_a_shape_holds_a_secret_when_some_part_of_it_is_one() -> None:
    deep = object_of({"a": array_of(object_of({"b": union(SECRET, NULL)}))})
    assert holds_secret(deep)
    assert not holds_secret(object_of({"a": array_of(STRING)}))


def test_parts_that_are_shared_are_looked_at_once() -> None:
    shape = STRING
    for _ in range(60):
        shape = object_of({"left": shape, "right": shape})
    assert not holds_secret(shape)
