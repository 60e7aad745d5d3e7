"""THREATS R7, R8, R30: any value arrives byte for byte as exactly one segment, or is refused before it is sent."""

import json
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.providers.contract import Location
from runbook.providers.request import Credential, Request
from runbook.providers.requests import build_request, encode_body, final_url_problem, request_target
from runbook.values.shape import STRING
from runbook.values.unknown import PartialText, SecretName, Unknown, Value
from tests.providers.operations import SERVER, body, built, operation, parameter, refused

CANCEL = operation("/case/id/{id}/cancel", parameters=[parameter("id", schema={"type": "string"})])
IDS = {"type": "object", "required": ["ids"], "properties": {"ids": {"type": "array", "items": {"type": "string"}}}}
CANCEL_SOME = operation("/case/{id}", parameters=[parameter("id")], body=body(IDS))

REFUSED = [
    *("", " ", "\t", "\n", "\u3000", ".", "..", "\x00", "\x01", "\x1b[2J", "\x7f", "\x80", "\x85", "\x9f"),
    *("a\r\nHost: evil", "a\nb", "a\rb", "a\x00b", "a\tb", "\u2028", "a\u2029b", "\ud800", "a\udfff", "x" * 100_000),
]
ACCEPTED = [
    *(
        "007",
        "0",
        "-1",
        "1e5",
        "1_000",
        "0x10",
        "12:30",
        "null",
        "None",
        "true",
        "False",
        "no",
        "on",
        "NaN",
        "undefined",
    ),
    *("...", "....", ".a", "a.", "..a", "a..", "-", "_", "~", " a", "a ", "a b", "\u00a0a", "a\u00a0"),
    *("../..", "../../admin", "..\\..", "a/b", "/a", "a/", "/", "//", "///evil.example", "\\", "a\\b", "./a", "a/./b"),
    *("%2e", "%2e%2e", "%2E%2E", "%2f", "..%2f..", "%252e%252e", "%00", "%0d%0a", "%", "%%", "%zz", "%u002e"),
    *("?", "?a=b", "a?b", "#", "#frag", "a#b", "a&b=c", "a;b", ";id=1", "a=b", "a,b", "a+b", "a@b", "user:pass@host"),
    *("http://evil.example", "https://evil.example/x", "//evil.example", "file:///etc/passwd", "javascript:alert(1)"),
    *("{{7*7}}", "{{ secrets.X }}", "{% raw %}", "{id}", "{", "}", "${HOME}", "$(id)", "`id`", "%(x)s", "%s%n", "{0}"),
    *(
        "'",
        '"',
        "' OR 1=1 --",
        "<script>",
        "&amp;",
        "&#46;&#46;",
        "[",
        "]",
        "[]",
        "(",
        ")",
        "*",
        "!",
        "$",
        "^",
        "|",
        "<",
    ),
    *(
        "é",
        "e\u0301",
        "ß",
        "İ",
        "ı",
        "Ａ",
        "．．",
        "／",
        "‥",
        "…",
        "🙂",
        "👨‍👩‍👧",
        "日本",
        "\u202eabc",
        "\u200b",
        "\ufeffa",
    ),
    *(
        "c-91",
        "AAAAAA-AAAAAAA",
        "4155584b-708c-4108-86a8-8f3321b9b17c",
        "x" * 1000,
        "é" * 500,
        "__proto__",
        "con",
        "nul",
    ),
]


@pytest.mark.parametrize("value", ACCEPTED, ids=lambda value: ascii(value)[:40])
def test_a_hostile_id_stays_one_segment_and_comes_back_as_it_was(value: str) -> None:
    target = request_target(built(CANCEL, {"id": value}))
    assert target.isascii()
    segments = target.split("/")
    assert segments[:3] == ["", "case", "id"]
    assert segments[4:] == ["cancel"]
    assert unquote(segments[3]) == value
    assert final_url_problem(SERVER + target, built(CANCEL, {"id": value}), CANCEL) is None


@pytest.mark.parametrize("value", REFUSED, ids=lambda value: ascii(value)[:40])
def test_an_id_that_could_change_the_path_is_refused(value: str) -> None:
    (problem,) = refused(CANCEL, {"id": value})
    assert problem.argument == "id"
    assert "evil" not in problem.message


@given(st.text(max_size=50))
@settings(deadline=None, max_examples=200)
def test_any_text_is_one_segment_that_comes_back_or_is_refused(value: str) -> None:
    request = build_request("test", CANCEL, SERVER, {"id": value}, ())
    if isinstance(request, Request):
        assert [unquote(one) for one in request_target(request).split("/")] == ["", "case", "id", value, "cancel"]
    else:
        assert [one.argument for one in request] == ["id"]


@given(st.text(max_size=30), st.lists(st.text(max_size=20), max_size=4))
@settings(deadline=None, max_examples=100)
def test_a_body_is_data_and_arrives_as_it_was(value: str, ids: list[str]) -> None:
    request = build_request("test", CANCEL_SOME, SERVER, {"id": "c", "ids": [*ids, value]}, ())
    if isinstance(request, Request):
        assert json.loads(encode_body(request, str)) == {"ids": [*ids, value]}
    else:
        assert not all(one.isprintable() for one in [*ids, value])


@pytest.mark.parametrize("value", [None, True, False, 1.0, 7, [], ["a"], {}, {"a": 1}, SecretName("token")])
def test_a_path_of_text_takes_nothing_else(value: Value) -> None:
    assert [one.argument for one in refused(CANCEL, {"id": value})] == ["id"]


def test_a_whole_number_is_a_segment_where_the_contract_asks_for_one() -> None:
    numbered = operation("/r/{id}", parameters=[parameter("id", schema={"type": "integer", "minimum": 1})])
    assert request_target(built(numbered, {"id": 124125})) == "/r/124125"
    assert refused(numbered, {"id": "124125"})
    assert refused(numbered, {"id": True})
    assert refused(numbered, {"id": 0})


def test_a_request_is_complete() -> None:
    request = build_request(
        "kc", CANCEL_SOME, SERVER, {"ids": ["a"], "id": "c-91"}, (Credential("JWT", {"value": "TOKEN"}),)
    )
    assert isinstance(request, Request)
    assert (request.provider, request.operation, request.method, request.server) == (
        "kc",
        "cancel_thing",
        "POST",
        SERVER,
    )
    assert (request.path, request.query) == ("/case/c-91", ())
    assert dict(request.headers)["content-type"] == request.media_type == "application/json"
    assert request.body == {"ids": ["a"]}
    assert request.credentials == (Credential("JWT", {"value": "TOKEN"}),)


def test_the_same_arguments_give_the_same_request() -> None:
    arguments: dict[str, Value] = {"id": "c", "ids": ["a"]}
    assert built(CANCEL_SOME, arguments).digest == built(CANCEL_SOME, dict(reversed(arguments.items()))).digest


def test_what_only_a_run_can_supply_stays_symbolic() -> None:
    unknown = Unknown(STRING, "steps.a.response.body.id")
    request = built(CANCEL_SOME, {"id": PartialText(("c d-", unknown)), "ids": [unknown, "x"]})
    assert request.path == PartialText(("/case/c%20d-", unknown))
    assert request.body == {"ids": [unknown, "x"]}
    with pytest.raises(ValueError, match="unknown"):
        request_target(request)
    with pytest.raises(ValueError, match="unknown"):
        encode_body(request, str)


def test_a_known_part_beside_an_unknown_one_is_still_checked() -> None:
    (problem,) = refused(CANCEL_SOME, {"id": Unknown(STRING, "x"), "ids": "not a list"})
    assert problem.argument == "ids"


def test_every_problem_is_reported_once_for_its_argument() -> None:
    both = operation("/{a}/{b}", parameters=[parameter("a"), parameter("b")])
    assert [one.argument for one in refused(both, {"a": "..", "b": None})] == ["a", "b"]


def test_the_length_of_path_and_query_is_bounded() -> None:
    wide = operation("/x", parameters=[parameter(name, Location.QUERY) for name in "abc"])
    assert refused(wide, dict.fromkeys("abc", "x" * 3000))


def test_a_query_is_encoded_in_order() -> None:
    search = operation(
        "/x", parameters=[parameter("q", Location.QUERY), parameter("tag", Location.QUERY, {"type": "array"})]
    )
    assert request_target(built(search, {"tag": ["a", "b&c"], "q": "x y"})) == "/x?q=x%20y&tag=a&tag=b%26c"


def test_a_query_parameter_that_no_style_can_write_is_a_problem() -> None:
    search = operation("/x", parameters=[parameter("q", Location.QUERY, {"type": "array"})])
    assert [one.argument for one in refused(search, {"q": [["nested"]]})] == ["q"]


def test_a_header_with_a_line_break_is_refused_without_showing_it() -> None:
    noted = operation("/x", parameters=[parameter("X-Note", Location.HEADER)])
    (problem,) = refused(noted, {"X-Note": "SECRETVALUE\r\nx: y"})
    assert "SECRETVALUE" not in problem.message + problem.help


def test_an_unknown_argument_stops_the_request() -> None:
    assert [one.argument for one in refused(CANCEL, {"id": "x", "reason": "y"})] == ["reason"]
