"""What can be read of an answer, in a plan and in a run."""

import pytest

from runbook.diagnostics.source import Source
from runbook.frozen import replace
from runbook.providers.answer import OTHER_WORDS
from runbook.providers.contract import Response
from runbook.providers.parts import (
    Promise,
    headers_shape,
    kept_headers,
    promised_body,
    supposed,
    supposed_body,
)
from runbook.values.shape import ANY, OBJECT, STRING
from runbook.values.unknown import Unknown
from tests.language.linked import imported
from tests.providers.operations import operation, raw

JSON = Response("200", "", ("application/json",), {}, OBJECT, has_body=True)
OF = operation(responses=[JSON])


def test_headers_are_kept_when_they_are_named_or_help_a_provider_find_the_request() -> None:
    response = raw(200, b"", ("X-Job", "j-1"), ("X-Request-Id", "r-1"), ("server", "x"), ("Date", "d" * 999))
    kept = kept_headers(response, frozenset({"x-job"}))
    assert set(kept) == {"content-type", "x-job", "x-request-id", "date"}
    assert len(kept["date"]) == 500


@pytest.mark.parametrize("name", ["Set-Cookie", "authorization", "Proxy-Authorization", "Authentication-Info"])
def test_a_header_that_may_hold_a_credential_is_never_kept_even_where_it_is_named(name: str) -> None:
    kept = kept_headers(raw(200, b"", (name, "sid=SECRET")), frozenset({name.lower()}))
    assert set(kept) == {"content-type"}


@pytest.mark.parametrize(
    ("status", "declared", "promise"),
    [
        (200, JSON, Promise.CHECKED),
        (200, replace(JSON, media_types=("application/json", "text/plain")), Promise.OPEN),
        (200, replace(JSON, media_types=("*/*",)), Promise.CHECKED),
        (200, replace(JSON, schema=None, media_types=()), Promise.OPEN),
        (200, replace(JSON, schema=None, media_types=("application/pdf",)), Promise.NONE),
        (204, replace(JSON, schema=None, media_types=()), Promise.NONE),
        (422, JSON, Promise.OPEN),
        (201, None, Promise.OPEN),
    ],
)
def test_only_the_body_of_a_success_that_must_be_json_is_checked(
    status: int, declared: Response | None, promise: Promise
) -> None:
    assert promised_body(OF, status, declared) is promise


def test_a_head_request_has_no_body() -> None:
    head = replace(OF, method="HEAD")
    assert promised_body(head, 200, JSON) is Promise.NONE
    assert supposed_body(head, 200, JSON) is None


def test_a_plan_knows_of_a_body_what_a_run_will_check() -> None:
    assert supposed_body(OF, 200, JSON) == Unknown(OBJECT, "response.body")
    assert supposed_body(OF, 422, JSON) == Unknown(ANY, "response.body")


def test_a_plan_knows_literal_words_and_no_others() -> None:
    assert supposed((), 422, "too late").message == "too late"
    for words in (None, OTHER_WORDS, "too *"):
        assert supposed((), 422, words).message == Unknown(STRING, "response.message")


def test_a_plan_knows_the_status_that_a_run_will_have_and_no_header() -> None:
    assert supposed((), 422).status == 422
    assert isinstance(supposed((), None).status, Unknown)
    assert supposed(("etag",), 422).headers == Unknown(headers_shape(("etag",), open=True), "response.headers")


def test_a_declared_header_whose_name_begins_with_x_is_a_header_and_no_extension() -> None:
    assert "x-state" in imported(Source("c.yaml", DECLARES), "c").operations()[0].answer_headers


DECLARES = """
openapi: 3.1.0
info: { title: C, version: "1" }
servers: [ { url: "https://c.example" } ]
paths:
  /c: { get: { operationId: c, responses: { "200": { description: C, headers: { x-state: {}, Location: {} } } } } }
"""
