import pytest
from example_plan import SCHEMES, request

from runbook.frozen import replace
from runbook.providers.contract import Location, SchemeKind, SecurityScheme
from runbook.providers.request import Credential
from runbook.reporting.request_text import credential_text, header_texts, server_text, text_of, url_text, value_text
from runbook.values.shape import STRING
from runbook.values.unknown import PartialText, SecretName, Unknown

UNKNOWN = Unknown(STRING, "steps.a.response.body.id")


def test_a_url_shows_its_query_and_what_is_not_known() -> None:
    one = replace(request("/a"), query=(("x", "1"), ("y", UNKNOWN)))
    assert url_text(one) == "http://127.0.0.1:…/a?x=1&y=<steps.a.response.body.id>"
    assert text_of(PartialText(("/a/", UNKNOWN))) == "/a/<steps.a.response.body.id>"
    assert server_text("https://api.example.com") == "https://api.example.com"


def test_headers_begin_with_who_asks_and_secrets_are_names() -> None:
    assert header_texts(request("/a"), SCHEMES["karmacheck"]) == [
        "authorization: Bearer <secrets.KARMACHECK_TOKEN>",
        "accept: application/json",
    ]


@pytest.mark.parametrize(
    ("scheme", "fields", "said"),
    [
        (SecurityScheme("s", SchemeKind.BEARER), {"value": "T"}, "authorization: Bearer <secrets.T>"),
        (
            SecurityScheme("s", SchemeKind.BEARER),
            {"apiKey": "A", "token": "B"},
            "authorization: Bearer <a token minted from secrets.A, secrets.B>",
        ),
        (
            SecurityScheme("s", SchemeKind.BASIC),
            {"username": "U", "password": "P"},
            "authorization: Basic <secrets.U:secrets.P>",
        ),
        (SecurityScheme("s", SchemeKind.API_KEY, "X-Key"), {"value": "K"}, "x-key: <secrets.K>"),
        (SecurityScheme("s", SchemeKind.API_KEY, "key", Location.QUERY), {"value": "K"}, "query key: <secrets.K>"),
        (
            SecurityScheme("s", SchemeKind.CLIENT_CREDENTIALS, token_url="https://id/token"),
            {"client_id": "I", "client_secret": "S"},
            "authorization: Bearer <a token from https://id/token for secrets.I, secrets.S>",
        ),
        (None, {"value": "K"}, "s: <secrets.K>"),
    ],
)
def test_each_way_of_proving_who_asks_names_its_secrets(
    scheme: SecurityScheme | None, fields: dict[str, str], said: str
) -> None:
    assert credential_text(Credential("s", fields), scheme) == said


def test_a_body_shows_holes_and_secrets_in_angles() -> None:
    value = {"a": [1, None, "x"], "b": UNKNOWN, "c": SecretName("K"), "d": PartialText(("p-", UNKNOWN))}
    assert value_text(value) == (
        '{"a": [1, null, "x"], "b": <steps.a.response.body.id>, "c": <secrets.K>, "d": "p-<steps.a.response.body.id>"}'
    )
