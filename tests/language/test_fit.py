import pytest

from runbook.language.fit import misfit
from runbook.values.shape import (
    ANY,
    BOOLEAN,
    INTEGER,
    NOTHING,
    NUMBER,
    STRING,
    array_of,
    object_of,
    one_of,
    union,
)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (STRING, STRING),
        (INTEGER, NUMBER),
        (ANY, INTEGER),
        (union(STRING, INTEGER), INTEGER),
        (array_of(NOTHING), array_of(STRING)),
        (one_of(("a", "b")), one_of(("b", "c"))),
        (object_of({"a": STRING}), object_of({"a": STRING, "b": STRING}, required=frozenset({"a"}))),
    ],
)
def test_what_may_fit_is_let_through(given, wanted) -> None:
    assert misfit(given, wanted) == ""


@pytest.mark.parametrize(
    ("given", "wanted", "reason"),
    [
        (INTEGER, STRING, "it is an integer, and a string is wanted"),
        (BOOLEAN, INTEGER, "it is a boolean, and an integer is wanted"),
        (one_of(("a",)), one_of(("b", "c")), "it is none of b, c"),
        (array_of(INTEGER), array_of(STRING), "in its elements, it is an integer, and a string is wanted"),
        (object_of({}), object_of({"a": STRING}), 'it has no member "a"'),
        (object_of({"a": INTEGER}), object_of({"a": STRING}), 'in its member "a", it is an integer, and a string'),
        (object_of({"b": STRING}), object_of({}), 'there is no member "b"'),
    ],
)
def test_what_never_fits_is_told_why(given, wanted, reason) -> None:
    assert misfit(given, wanted).startswith(reason)
