import gzip

import pytest

from runbook.providers.reading import BodyError, header_values, is_encoded, is_html, json_of, loose_body, text_of
from tests.providers.operations import raw


def test_headers_are_found_in_any_case_and_in_order() -> None:
    assert header_values(raw(200, b"", ("Retry-After", "1"), ("retry-after", "2")), "retry-after") == ("1", "2")


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate", "gzip, gzip", "x", "zstd"])
def test_a_compressed_body_is_not_unpacked(encoding: str) -> None:
    response = raw(200, gzip.compress(b"{}"), ("content-encoding", encoding))
    assert is_encoded(response)
    with pytest.raises(BodyError):
        text_of(response)
    assert loose_body(response) is None


def test_identity_is_no_encoding() -> None:
    assert not is_encoded(raw(200, b"{}", ("content-encoding", "identity")))


@pytest.mark.parametrize("body", [b"\xff", b"\xc3\x28", b"\xed\xa0\x80", "é".encode("latin-1"), "é".encode("utf-16")])
def test_bytes_that_are_not_utf8_are_refused(body: bytes) -> None:
    with pytest.raises(BodyError, match="UTF-8"):
        text_of(raw(200, body))


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-16", "zlib", "hex", "idna"])
def test_a_character_set_other_than_utf8_is_refused(charset: str) -> None:
    with pytest.raises(BodyError, match="character set"):
        text_of(raw(200, b"{}", media=f"application/json; charset={charset}"))


def test_a_byte_order_mark_is_passed_over() -> None:
    assert json_of(raw(200, b"\xef\xbb\xbf{}")) == {}


@pytest.mark.parametrize("body", [b"", b"  ", b"{", b"NaN", b'{"a":1,"a":1}', b"[" * 100_000])
def test_what_is_not_json_is_refused(body: bytes) -> None:
    with pytest.raises(BodyError):
        json_of(raw(200, body))


def test_an_html_page_is_never_json() -> None:
    page = raw(200, b"{}", media="text/html; charset=utf-8")
    assert is_html(page)
    with pytest.raises(BodyError, match="HTML"):
        json_of(page)


@pytest.mark.parametrize(
    ("media", "body", "expected"),
    [
        ("application/json", b'{"message": "x"}', {"message": "x"}),
        ("text/plain", b'{"message": "x"}', {"message": "x"}),
        ("text/plain", b"Invalid case", "Invalid case"),
        ("", b"Invalid case", "Invalid case"),
        ("application/json", b"Invalid case", None),
        ("text/html", b"<h1>403</h1>", None),
        ("application/json", b"", None),
        ("", b"\xff\xfe", None),
    ],
)
def test_a_loose_body_is_what_can_be_had(media: str, body: bytes, expected: object) -> None:
    assert loose_body(raw(500, body, media=media)) == expected
