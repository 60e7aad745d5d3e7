import pytest

from runbook.frozen import replace
from runbook.providers.adapters.plain import PlainAdapter
from runbook.providers.answer import Answer, AnswerKind, NoAnswer, NotSent, RawResponse, Reply
from runbook.providers.answers import read_answer
from runbook.providers.contract import Operation, Server
from tests.providers.operations import SANDBOX, operation, raw, response

ERROR = {"type": "object", "properties": {"message": {"type": "string"}}}
CANCEL = operation(responses=[response("200"), response("404"), response("422", ERROR), response("500", ERROR)])


def answer(reply: Reply) -> Answer:
    return read_answer(CANCEL, PlainAdapter(), reply, SANDBOX, 0.0)


def test_what_was_not_sent_is_not_sent() -> None:
    assert answer(NotSent("no route", refused=True)) == Answer(AnswerKind.NOT_SENT, reason="no route", refused=True)


def test_no_answer_is_no_answer() -> None:
    assert answer(NoAnswer("the connection broke")) == Answer(AnswerKind.NO_ANSWER, reason="the connection broke")


def test_a_success_without_body_and_content_type_is_a_success() -> None:
    found = answer(raw(200, b"", media=""))
    assert (found.kind, found.status, found.body, found.message) == (AnswerKind.RESPONSE, 200, None, None)


def test_a_refusal_carries_the_providers_words() -> None:
    found = answer(raw(422, b'{"message": "Unable to cancel case.", "statusCode": 422}'))
    assert (found.kind, found.message) == (AnswerKind.RESPONSE, "Unable to cancel case.")


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"message": 5}', b'{"message"', b"\xff", b"{}"])
def test_an_error_whose_body_breaks_the_contract_is_still_that_error_but_says_nothing(body: bytes) -> None:
    found = answer(raw(422, body))
    assert (found.kind, found.status, found.message) == (AnswerKind.RESPONSE, 422, None)


@pytest.mark.parametrize("status", [0, 101, 201, 299, 302, 304, 307, 400, 429, 503, 600, 999])
def test_what_the_contract_does_not_declare_is_undeclared(status: int) -> None:
    found = answer(raw(status, b'{"message": "x"}', ("location", "https://evil.example/")))
    assert (found.kind, found.status) == (AnswerKind.UNDECLARED, status)
    assert found.reason


def test_a_compressed_answer_is_malformed_whatever_its_status() -> None:
    for status in (200, 422):
        assert answer(raw(status, b"x", ("content-encoding", "gzip"))).kind is AnswerKind.MALFORMED


def test_retry_after_is_read_from_any_status() -> None:
    assert answer(raw(429, b"", ("retry-after", "7"))).retry_after == 7.0
    assert answer(raw(500, b"", ("Retry-After", "1"), ("retry-after", "3"))).retry_after == 3.0
    assert answer(raw(422)).retry_after is None


def test_the_headers_that_a_contract_or_a_playbook_names_are_kept_whole_and_no_others() -> None:
    reply = raw(200, b"", ("ETag", "e" * 999), ("Link", "<a>"), ("link", "<b>"), ("server", "x"))
    found = read_answer(CANCEL, PlainAdapter(), reply, SANDBOX, 0.0, frozenset({"etag", "link"}))
    assert found.headers == {"content-type": "application/json", "etag": "e" * 999, "link": "<a>, <b>"}


@pytest.mark.parametrize("status", [200, 404, 302])
def test_the_words_are_read_from_an_answer_of_any_status(status: int) -> None:
    body = b'{"message": "Warning: not canceled."}'
    assert answer(raw(status, body)).message == "Warning: not canceled."


class Doubtful(PlainAdapter):
    """An adapter that believes no signature, and marks what it reads."""

    def signature_problem(self, response: RawResponse, server: Server) -> str | None:
        return "forged" if response.body == b"{}" else None

    def read(self, operation: Operation, answer: Answer) -> Answer:
        return replace(answer, hint="read")


def test_a_wrong_signature_makes_any_answer_malformed() -> None:
    forged = read_answer(CANCEL, Doubtful(), raw(422, b"{}"), SANDBOX, 0.0)
    assert (forged.kind, forged.reason, forged.hint) == (AnswerKind.MALFORMED, "forged", "")


def test_the_adapter_has_the_last_word() -> None:
    assert read_answer(CANCEL, Doubtful(), raw(422, b'{"a": 1}'), SANDBOX, 0.0).hint == "read"
