from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.language.given_text import GivenTextError, value_of
from runbook.providers.shapes import kind_of
from runbook.values.shape import (
    ANY,
    ANY_KINDS,
    BOOLEAN,
    INTEGER,
    NULL,
    NUMBER,
    OBJECT,
    STRING,
    Kind,
    Shape,
    array_of,
    union,
)


@pytest.mark.parametrize("text", ["007", "1e5", "null", "true", "a,b", "[1]", "{{7*7}}", " x ", "", "é\n"])
def test_a_text_stays_the_text_it_was(text) -> None:
    assert value_of(text, STRING) == text
    assert value_of(text, ANY) == text
    assert value_of(text, union(STRING, INTEGER)) == text


@pytest.mark.parametrize(
    ("text", "shape", "value"),
    [
        ("12", INTEGER, 12),
        ("-3", NUMBER, -3),
        ("1.50", NUMBER, Decimal("1.50")),
        ("1.0", INTEGER, Decimal("1.0")),
        ("9" * 40, INTEGER, int("9" * 40)),
        ("true", BOOLEAN, True),
        ("null", union(NULL, INTEGER), None),
        ("a,b", array_of(STRING), ["a", "b"]),
        ("a, 007", array_of(STRING), ["a", "007"]),
        ("1,2", array_of(INTEGER), [1, 2]),
        ('["a", "b,c"]', array_of(STRING), ["a", "b,c"]),
        ("", array_of(STRING), []),
        ("x", array_of(STRING), ["x"]),
        ('{"a": [1]}', OBJECT, {"a": [1]}),
    ],
)
def test_other_values_are_read_by_the_declared_type(text, shape, value) -> None:
    read = value_of(text, shape)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("007", INTEGER),
        ("1_000", INTEGER),
        ("1.5", INTEGER),
        ("0x10", INTEGER),
        ("٣", INTEGER),
        ("1e999", NUMBER),
        ("nan", NUMBER),
        ("yes", BOOLEAN),
        ("True", BOOLEAN),
        ("", INTEGER),
        ("a,,b", array_of(STRING)),
        ("1,x", array_of(INTEGER)),
        ('["a"', array_of(STRING)),
        ('{"a": NaN}', OBJECT),
        ('{"a": 1, "a": 2}', OBJECT),
        ("x", OBJECT),
        ("9" * 41, INTEGER),
    ],
)
def test_what_is_no_such_value_is_refused_without_repeating_it(text, shape) -> None:
    with pytest.raises(GivenTextError) as caught:
        value_of(text, shape)
    assert "9999" not in caught.value.message


kinds = st.frozensets(st.sampled_from(sorted(ANY_KINDS, key=lambda kind: kind.value)), min_size=1)


@settings(deadline=None)
@given(st.text(max_size=20) | st.sampled_from(["[", "{", "1,2", "[1]", '{"a":1}', "1e5"]), kinds)
def test_any_text_is_a_value_of_the_type_or_refused(text, kinds) -> None:
    try:
        value = value_of(text, Shape(kinds))
    except GivenTextError:
        assert Kind.STRING not in kinds
    else:
        assert kind_of(value) in kinds or isinstance(value, Decimal)
