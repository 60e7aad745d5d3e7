import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.providers.jsonpath import UnsupportedPathError, matches, parse_path
from runbook.values.json import Json, Pointer

DATA: Json = {
    "info": {"title": "A"},
    "paths": {"/x/{id}": {"get": {"tags": ["a", "b"]}, "post": {}}, "/it's": {"get": {}}},
}


@pytest.mark.parametrize(
    ("path", "places"),
    [
        ("$", [()]),
        ("$.info", [("info",)]),
        ("$.paths['/x/{id}'].get", [("paths", "/x/{id}", "get")]),
        ('$["paths"]["/x/{id}"]["post"]', [("paths", "/x/{id}", "post")]),
        (r"$.paths['/it\'s'].get", [("paths", "/it's", "get")]),
        ("$.paths.*.get", [("paths", "/x/{id}", "get"), ("paths", "/it's", "get")]),
        ("$.paths[*][*]", [("paths", "/x/{id}", "get"), ("paths", "/x/{id}", "post"), ("paths", "/it's", "get")]),
        ("$..get", [("paths", "/x/{id}", "get"), ("paths", "/it's", "get")]),
        ("$..['get']", [("paths", "/x/{id}", "get"), ("paths", "/it's", "get")]),
        ("$..tags[1]", [("paths", "/x/{id}", "get", "tags", 1)]),
        ("$.info.nothing", []),
        ("$.info[0]", []),
    ],
)
def test_a_path_selects_places(path: str, places: list[Pointer]) -> None:
    assert list(matches(DATA, parse_path(path))) == places


@pytest.mark.parametrize(
    ("path", "offset"),
    [
        ("", 0),
        ("info", 0),
        ("$.paths[?(@.x)]", 7),
        ("$.a[0:2]", 3),
        ("$.a[-1]", 3),
        ("$.", 1),
        ("$..", 1),
        ("$.a b", 3),
    ],
)
def test_what_is_not_supported_is_refused_where_it_stands(path: str, offset: int) -> None:
    with pytest.raises(UnsupportedPathError) as caught:
        parse_path(path)
    assert caught.value.offset == offset


@settings(deadline=None)
@given(st.text(alphabet="$.[]'\"*ab01?()@ \\", max_size=12))
def test_any_text_is_a_path_or_refused(text: str) -> None:
    assert refused_at(text) is None or 0 <= (refused_at(text) or 0) <= len(text)


def refused_at(text: str) -> int | None:
    try:
        list(matches(DATA, parse_path(text)))
    except UnsupportedPathError as error:
        return error.offset
    return None
