import pytest

from runbook.language import filter_shapes
from runbook.language.refusals import ShapeError
from runbook.values.shape import (
    ANY,
    BOOLEAN,
    INTEGER,
    NOTHING,
    NULL,
    NUMBER,
    OBJECT,
    SECRET,
    STRING,
    array_of,
    object_of,
    one_of,
    union,
)

ROW = object_of({"id": STRING, "state": one_of(("open", "shut"))}, open=True)
ROWS = array_of(ROW)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (filter_shapes.length(union(NULL, STRING)), INTEGER),
        (filter_shapes.default(STRING, INTEGER), union(STRING, INTEGER)),
        (filter_shapes.text("lower")(STRING), STRING),
        (filter_shapes.join(array_of(NUMBER), STRING), STRING),
        (filter_shapes.join(array_of(NOTHING), STRING), STRING),
        (filter_shapes.element("first")(ROWS), ROW),
        (filter_shapes.element("first")(ANY), ANY),
        (filter_shapes.ordered(array_of(STRING)), array_of(STRING)),
        (filter_shapes.array("unique")(ROWS), ROWS),
        (filter_shapes.as_list(OBJECT), array_of(STRING)),
        (filter_shapes.as_list(union(OBJECT, array_of(INTEGER))), array_of(union(INTEGER, STRING))),
        (filter_shapes.total(array_of(NUMBER)), NUMBER),
        (filter_shapes.total(array_of(INTEGER)), INTEGER),
        (filter_shapes.as_string(BOOLEAN), STRING),
        (filter_shapes.map_attribute(ROWS, one_of(("id",))), array_of(STRING)),
        (filter_shapes.chosen("selectattr")(ROWS, one_of(("id",)), one_of(("==",)), STRING), ROWS),
        (filter_shapes.chosen("selectattr")(ROWS, one_of(("other",)), one_of(("defined",))), ROWS),
        (filter_shapes.known_member(NOTHING, "x"), ANY),
        (filter_shapes.known_member(OBJECT, "x"), ANY),
    ],
    ids=range(19),
)
def test_what_comes_out_has_a_shape(found, expected) -> None:
    assert found == expected


@pytest.mark.parametrize(
    "refused",
    [
        lambda: filter_shapes.length(INTEGER),
        lambda: filter_shapes.text("lower")(array_of(STRING)),
        lambda: filter_shapes.join(ROWS, STRING),
        lambda: filter_shapes.join(array_of(STRING), INTEGER),
        lambda: filter_shapes.element("first")(STRING),
        lambda: filter_shapes.ordered(array_of(BOOLEAN)),
        lambda: filter_shapes.total(array_of(STRING)),
        lambda: filter_shapes.as_string(NULL),
        lambda: filter_shapes.as_list(STRING),
        lambda: filter_shapes.length(SECRET),
        lambda: filter_shapes.chosen("selectattr")(ROWS, one_of(("state",)), one_of(("==",)), one_of(("opn",))),
        lambda: filter_shapes.known_member(object_of({}), "x"),
    ],
)
def test_what_no_value_allows_is_refused(refused) -> None:
    with pytest.raises(ShapeError):
        refused()


def test_a_path_that_leads_nowhere_blames_the_path() -> None:
    with pytest.raises(ShapeError) as caught:
        filter_shapes.map_attribute(ROWS, one_of(("idd",)))
    assert (caught.value.rule, caught.value.argument, caught.value.help) == ("unknown-field", 0, 'did you mean "id"?')


def test_an_undeclared_member_is_a_mistake_even_where_others_may_be_present() -> None:
    with pytest.raises(ShapeError, match="there is no 'idd' here"):
        filter_shapes.known_member(ROW, "idd")
    assert filter_shapes.known_member(ROW, "idd", tolerant=True) == ANY


def test_a_slice_of_rows_is_rows() -> None:
    assert filter_shapes.part(ROWS, INTEGER, INTEGER) == ROWS
    with pytest.raises(ShapeError, match="a whole number"):
        filter_shapes.part(ROWS, STRING, INTEGER)
    with pytest.raises(ShapeError, match="an array"):
        filter_shapes.part(STRING, INTEGER, INTEGER)
