"""THREATS R18: a 2xx whose body breaks the contract never ends as plain success."""

import gzip

import pytest

from runbook.frozen import replace
from runbook.providers.answer import AnswerKind, RawResponse
from runbook.providers.contract import Effect, Response
from runbook.providers.finding import Finding
from runbook.providers.shapes import shape_of
from runbook.providers.success import read_success
from tests.providers.operations import operation, raw, response

RESULT = response("200", {"type": "object", "required": ["result"], "properties": {"result": {"type": "string"}}})
NO_BODY = response("200")
TEXT = response("200", media_types=["text/plain"])
PDF = response("200", media_types=["application/pdf"])


def read(declared, answered: RawResponse, method: str = "POST") -> Finding:
    return read_success(operation(method=method), declared, answered)


def test_the_promised_body_is_a_success() -> None:
    assert read(RESULT, raw(200, b'{"result": "ok"}')) == Finding(AnswerKind.RESPONSE, {"result": "ok"})


BROKEN = [
    raw(200, b""),
    raw(200, b" "),
    raw(200, b"null"),
    raw(200, b"true"),
    raw(200, b"[]"),
    raw(200, b'"ok"'),
    raw(200, b"{}"),
    raw(200, b'{"result": 1}'),
    raw(200, b'{"result": null}'),
    raw(200, b'{"Result": "ok"}'),
    raw(200, b'{"result": "ok"'),
    raw(200, b'{"result": "ok"}}'),
    raw(200, b'{"result": "ok"}{"result": "ok"}'),
    raw(200, b'{"result": "ok",}'),
    raw(200, b"{'result': 'ok'}"),
    raw(200, b'{"result": "no", "result": "ok"}'),
    raw(200, b'{"result": "ok", "x": NaN}'),
    raw(200, b'{"result": "ok", "x": 1e999}'),
    raw(200, b'{"result": "ok", "x": ' + b"9" * 5000 + b"}"),
    raw(200, b'{"result": "ok", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    raw(200, b'{"result": "\xff"}'),
    raw(200, b'{"result": "\\ud800"}'),
    raw(200, '{"result": "ok"}'.encode("utf-16")),
    raw(200, b'{"result": "ok"}', media="application/json; charset=utf-16"),
    raw(200, b'{"result": "ok"}', media="text/html"),
    raw(200, b"<html>login</html>", media="text/html"),
    raw(200, b"ok", media="text/plain"),
    raw(200, gzip.compress(b'{"result": "ok"}', mtime=0), ("content-encoding", "gzip")),
    raw(200, b'{"result": "ok"}', ("content-encoding", "br")),
    raw(200, b'{"result": "ok", "error": "COMMON"}'),
    raw(200, b'{"result": "ok", "errors": [{"code": 1}]}'),
    raw(200, b'{"error": {"message": "x"}}'),
    raw(200, b"\x00\x01\x02"),
]


@pytest.mark.parametrize("answered", BROKEN, ids=lambda one: ascii(one.body)[:40])
def test_a_body_that_breaks_the_contract_is_malformed_and_says_where(answered: RawResponse) -> None:
    finding = read(RESULT, answered)
    assert finding.kind is AnswerKind.MALFORMED
    assert finding.reason


def test_there_are_as_many_broken_bodies_as_the_requirement_counts() -> None:
    assert len(BROKEN) == 33


def test_no_reason_shows_the_body() -> None:
    for answered in (raw(200, b'{"result": {"token": "SECRETVALUE"}}'), raw(200, b"SECRETVALUE")):
        assert "SECRET" not in read(RESULT, answered).reason


@pytest.mark.parametrize(
    ("answered", "body"),
    [
        (raw(200, b"", media=""), None),
        (raw(200, b""), None),
        (raw(200, b"OK", media="text/plain"), "OK"),
        (raw(200, b"{}"), {}),
        (raw(200, b'{"id": "x"}', media=""), {"id": "x"}),
        (raw(200, b'{"error": null}'), {"error": None}),
    ],
)
def test_where_no_body_is_promised_any_harmless_one_will_do(answered: RawResponse, body: object) -> None:
    assert read(NO_BODY, answered) == Finding(AnswerKind.RESPONSE, body)


@pytest.mark.parametrize(
    "answered",
    [
        raw(200, b"<html>login</html>", media="text/html"),
        raw(200, b'{"error": "x", "statusCode": 422}'),
        raw(200, b'{"half'),
        raw(200, b"\xff\xff", media=""),
        raw(200, b"x", ("content-encoding", "gzip")),
    ],
)
def test_where_no_body_is_promised_an_error_page_is_no_success(answered: RawResponse) -> None:
    assert read(NO_BODY, answered).kind is AnswerKind.MALFORMED


OPEN = replace(NO_BODY, unclear="a body that its contract does not describe")
DESCRIBED = {"type": "object", "properties": {"id": {"type": "string"}, "ok": {"type": "boolean"}}}


def described(**kwargs: str) -> Response:
    return replace(response("200", DESCRIBED), shape=shape_of(DESCRIBED, DESCRIBED), **kwargs)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b'{"status": "queued"}', "its `status` says no"),
        (b'{"result": {"success": "false"}}', "its `result.success` says no"),
        (b'{"orders": [{"status": "failed"}]}', "its `orders[].status` says no"),
        (b"null", "its whole body is a no"),
        (b"false", "its whole body is a no"),
    ],
)
def test_where_nothing_is_promised_a_no_is_told_and_no_row_is_passed_over(body: bytes, says: str) -> None:
    finding = read(OPEN, raw(200, body))
    assert (finding.kind, finding.no, finding.reason) == (AnswerKind.RESPONSE, True, says)


def test_where_nothing_is_promised_the_rest_is_no_no() -> None:
    assert read(OPEN, raw(200, b'{"status": "cancelled"}')).no is False


def test_what_a_contract_describes_cannot_say_no_in_other_members() -> None:
    finding = read(described(says_no="its body has a member `ok`"), raw(200, b'{"id": "a", "cancelled": false}'))
    assert (finding.kind, finding.reason) == (AnswerKind.MALFORMED, "a success, but its `cancelled` says no")
    assert read(NO_BODY, raw(200, b'{"cancelled": false}')).kind is AnswerKind.MALFORMED


def test_a_no_that_a_contract_declares_is_for_its_rows() -> None:
    finding = read(described(says_no="its body has a member `ok`"), raw(200, b'{"ok": false}'))
    assert finding == Finding(AnswerKind.RESPONSE, {"ok": False})


def test_a_read_and_a_contract_that_says_what_a_success_is_are_left_alone() -> None:
    no = raw(200, b'{"status": "queued"}')
    looked = read_success(replace(operation(), effect=Effect.READ), OPEN, no)
    told = read_success(replace(operation(), success="response.body.status == 'ok'"), OPEN, no)
    assert looked == told == Finding(AnswerKind.RESPONSE, {"status": "queued"})


def test_promised_text_is_text() -> None:
    assert read(TEXT, raw(200, b"success", media="text/plain; charset=utf-8")).body == "success"
    assert read(TEXT, raw(200, b"<html>", media="text/html")).kind is AnswerKind.MALFORMED


def test_a_file_is_a_success_whose_bytes_are_not_kept() -> None:
    assert read(PDF, raw(200, b"%PDF\xff", media="application/pdf")) == Finding(AnswerKind.RESPONSE, None)


def test_text_may_be_promised_beside_json() -> None:
    both = response("200", {"type": "object"}, media_types=["application/json", "text/plain"])
    assert read(both, raw(200, b"fine", media="text/plain")).body == "fine"


def test_a_head_has_no_body() -> None:
    assert read(RESULT, raw(200, b""), method="HEAD").kind is AnswerKind.RESPONSE


def test_an_error_member_that_the_contract_promises_is_no_error() -> None:
    declared = response("200", {"type": "object", "properties": {"error": {"type": "string"}}})
    assert read(declared, raw(200, b'{"error": "none"}')).kind is AnswerKind.RESPONSE
