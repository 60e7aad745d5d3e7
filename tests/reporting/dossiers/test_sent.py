import pytest
from example_dossiers import request

from runbook.providers.contract import Location, SchemeKind, SecurityScheme
from runbook.reporting.dossiers.sent import (
    has_secrets,
    named,
    sent_body,
    sent_headers,
    sent_pairs,
    sent_query,
    value_text,
)
from runbook.values.json import Json

BEARER = SecurityScheme("JWT", SchemeKind.BEARER)


def schemes(location: Location) -> dict[str, dict[str, SecurityScheme]]:
    return {"karmacheck": {"JWT": BEARER, "Key": SecurityScheme("Key", SchemeKind.API_KEY, "k", location)}}


def test_headers_name_secrets_and_never_show_them() -> None:
    assert sent_headers(request("/x"), schemes(Location.HEADER)) == [
        ("authorization", "Bearer <secrets.KC_TOKEN>"),
        ("k", "<secrets.KC_KEY>"),
        ("x-trace", "7"),
        ("content-type", "application/json"),
    ]


def test_a_key_stands_where_it_travelled() -> None:
    assert ("k", "<secrets.KC_KEY>") in sent_query(request("/x"), schemes(Location.QUERY))
    assert ("cookie", "k=<secrets.KC_KEY>") in sent_headers(request("/x"), schemes(Location.COOKIE))
    assert len(sent_headers(request("/x"), schemes(Location.QUERY))) == 3


def test_a_query_is_decoded() -> None:
    assert sent_query(request("/x"), {}) == [("dry", "no"), ("note", "a b")]


@pytest.mark.parametrize(
    ("media_type", "body", "text"),
    [
        ("application/json", {"ids": ["s1"], "pin": {"$secret": "PIN"}}, '{"ids":["s1"],"pin":"<secrets.PIN>"}'),
        ("application/x-www-form-urlencoded", {"a": [1, 2], "b": "x y"}, "a=1&a=2&b=x+y"),
        ("text/plain", "as it is", "as it is"),
        ("text/plain", {"no": "text"}, '{"no": "text"}'),
        (None, None, None),
    ],
)
def test_a_body_is_shown_as_it_left(media_type: Json, body: Json, text: str | None) -> None:
    assert sent_body(request("/x", media_type=media_type, body=body)) == text


def test_a_record_of_another_shape_breaks_nothing() -> None:
    strange: list[Json] = [
        None,
        "text",
        {"headers": "x", "credentials": [], "query": [["one"], "two"], "media_type": 7},
    ]
    for one in strange:
        assert sent_headers(one, {}) == []
        assert sent_query(one, {}) == []
        assert sent_body(one) is None
    assert sent_pairs([["a", {"b": 1}]]) == [("a", '{"b": 1}')]


def test_secrets_are_found_at_any_depth_and_named() -> None:
    deep: Json = {"a": [{"b": {"$secret": "PIN"}}]}
    assert has_secrets(deep)
    assert not has_secrets({"a": ["$secret"]})
    assert named(deep) == {"a": [{"b": "<secrets.PIN>"}]}
    assert value_text("x") == "x"
