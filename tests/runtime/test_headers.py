import pytest

from runbook.providers.answer import RawResponse
from runbook.runtime.headers import duplicate, header_problem, is_encoded, received


@pytest.mark.parametrize(
    ("name", "value"),
    [("accept", "a/b; v=1"), ("x-empty", ""), ("x-latin", "caf\xe9"), ("accept-encoding", "identity")],
)
def test_an_ordinary_line_may_be_sent(name, value):
    assert header_problem(name, value) is None


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("x a", "1", "a header's name has characters"),
        ("", "1", "a header's name has characters"),
        ("x\r\ny", "1", "a header's name has characters"),
        ("Host", "evil", "frames the message"),
        ("transfer-encoding", "chunked", "frames the message"),
        ("Accept-Encoding", "gzip", "no encoding but identity"),
        ("x", "hunter2\n", "line break or another control character"),
        ("x", "hunter2\0", "line break or another control character"),
        ("x", " hunter2", "begins or ends with a space"),
        ("x", "hunter2\u2603", "outside Latin-1"),
    ],
)
def test_a_line_that_must_not_be_sent_says_why_and_not_what(name, value, why):
    problem = header_problem(name, value)
    assert problem is not None
    assert why in problem
    assert "hunter2" not in problem


def test_a_header_given_twice_is_found_whatever_its_case():
    assert duplicate(["a", "B", "b"]) == "b"
    assert duplicate(["a", "b"]) is None


def test_received_lines_are_bounded_and_without_cookies():
    assert received([(b"X-A", b"1"), (b"Set-Cookie", b"session=1")]) == (("x-a", "1"),)
    assert received([(b"a", b"1")] * 257) is None
    assert received([(b"a", b"x" * 70_000)]) is None


@pytest.mark.parametrize(
    ("encoding", "encoded"), [("gzip", True), ("identity, gzip", True), ("Identity", False), ("", False)]
)
def test_an_encoding_nobody_asked_for_is_seen(encoding, encoded):
    assert is_encoded(RawResponse(200, (("content-encoding", encoding),), b"")) is encoded
