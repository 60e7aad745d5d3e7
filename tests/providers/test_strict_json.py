import json
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.providers.strict_json import StrictJsonError, parse_json
from runbook.values.json import Json
from runbook.values.json_codec import write_json
from tests.exact import exact_numbers

DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | exact_numbers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(DATA)
@settings(deadline=None)
def test_json_comes_back_as_it_was(data: Json) -> None:
    try:
        assert parse_json(write_json(data)) == data
    except StrictJsonError:
        assert "\\ud" in write_json(data)


@given(st.text(alphabet='[]{}",:0123456789eE+-.\\u tfnals', max_size=40))
@settings(deadline=None)
def test_anything_else_is_refused_with_one_kind_of_error(text: str) -> None:
    try:
        expected = json.loads(text, parse_float=Decimal)
    except ValueError:
        with pytest.raises(StrictJsonError):
            parse_json(text)
    else:
        with suppress(StrictJsonError):
            assert parse_json(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "[Infinity]",
        "-Infinity",
        "1e999",
        "9" * 401,
        "0." + "1" * 401,
        '{"a":1,"a":2}',
        '{"a":1,"\\u0061":2}',
        '{"x":{"b":1,"b":1}}',
        "[" * 100_000,
        "[" * 65 + "]" * 65,
        '{"a":' * 100_000,
        '"\\ud800"',
        '{"\\uDFFF":1}',
        "",
        "{",
        "[1,]",
        "{'a':1}",
        "01",
        "1 2",
        "nul",
        "\x00",
        '"\n"',
        "// x\n1",
    ],
    ids=lambda text: ascii(text)[:20],
)
def test_what_is_not_strict_json_is_refused(text: str) -> None:
    with pytest.raises(StrictJsonError) as raised:
        parse_json(text)
    assert raised.value.reason


def test_brackets_in_texts_are_no_depth() -> None:
    assert parse_json(json.dumps("[" * 500 + '"\\')) == "[" * 500 + '"\\'


def test_64_levels_are_fine() -> None:
    assert parse_json("[" * 64 + "]" * 64)


def test_a_whole_character_from_two_halves_is_fine() -> None:
    assert parse_json('"\\ud83d\\ude42"') == "🙂"


def test_no_reason_shows_the_text() -> None:
    with pytest.raises(StrictJsonError) as raised:
        parse_json('{"token": SECRETVALUE}')
    assert "SECRET" not in raised.value.reason


def test_more_parts_than_an_answer_has_are_refused_before_anything_is_built() -> None:
    with pytest.raises(StrictJsonError, match="more than 400,000 parts"):
        parse_json("[" + "{}," * 400_000 + "{}]")
