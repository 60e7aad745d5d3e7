"""The table of OpenAPI 3.1, "Style Examples", with percent-encoded delimiters where a URL needs them."""

import pytest

from runbook.providers.contract import Location
from runbook.providers.styles import StyleError, header_text, pairs
from runbook.values.shape import STRING
from runbook.values.unknown import PartialText, SecretName, Unknown, Value
from tests.providers.operations import parameter

ARRAY: Value = ["blue", "black"]
OBJECT: Value = {"R": 100, "G": 200}
ANYTHING = True


def written(style: str, explode: bool, value: Value) -> list[str]:
    declared = parameter("color", Location.QUERY, ANYTHING, style=style, explode=explode)
    return [f"{name}={text}" for name, text in pairs(declared, value)]


@pytest.mark.parametrize(
    ("style", "explode", "value", "expected"),
    [
        ("form", False, "", ["color="]),
        ("form", True, "blue", ["color=blue"]),
        ("form", False, ARRAY, ["color=blue,black"]),
        ("form", True, ARRAY, ["color=blue", "color=black"]),
        ("form", False, OBJECT, ["color=R,100,G,200"]),
        ("form", True, OBJECT, ["R=100", "G=200"]),
        ("spaceDelimited", False, ARRAY, ["color=blue%20black"]),
        ("pipeDelimited", False, ARRAY, ["color=blue%7Cblack"]),
        ("deepObject", True, OBJECT, ["color%5BR%5D=100", "color%5BG%5D=200"]),
        ("form", True, [], []),
        ("form", False, [], []),
        ("form", False, True, ["color=true"]),
    ],
)
def test_query_parameters_are_written_in_their_style(
    style: str, explode: bool, value: Value, expected: list[str]
) -> None:
    assert written(style, explode, value) == expected


def test_delimiters_inside_values_are_encoded() -> None:
    assert written("form", False, ["a,b", "c&d=e#f"]) == ["color=a%2Cb,c%26d%3De%23f"]


@pytest.mark.parametrize(
    ("explode", "value", "expected"),
    [
        (False, "blue", "blue"),
        (False, ARRAY, "blue,black"),
        (True, ARRAY, "blue,black"),
        (False, OBJECT, "R,100,G,200"),
        (True, OBJECT, "R=100,G=200"),
    ],
)
def test_headers_are_written_in_the_simple_style(explode: bool, value: Value, expected: str) -> None:
    assert header_text(parameter("X-Color", Location.HEADER, ANYTHING, explode=explode), value) == expected


def test_unknown_parts_stay_unknown() -> None:
    unknown = Unknown(STRING, "x")
    declared = parameter("color", Location.QUERY, ANYTHING)
    assert pairs(declared, unknown) == (("color", unknown),)
    assert pairs(declared, PartialText(("a b", unknown))) == (("color", PartialText(("a%20b", unknown))),)


@pytest.mark.parametrize("value", [[None], [["a"]], {"a": {}}, SecretName("x"), [SecretName("x")], "a\nb", "\ud800"])
def test_what_no_style_can_write_is_refused(value: Value) -> None:
    with pytest.raises(StyleError):
        pairs(parameter("color", Location.QUERY, ANYTHING), value)


def test_an_array_in_a_style_for_objects_is_refused() -> None:
    with pytest.raises(StyleError):
        written("deepObject", True, ARRAY)
