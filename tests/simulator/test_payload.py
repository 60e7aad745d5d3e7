"""Reading bodies strictly."""

import pytest

from runbook.simulator.payload import PayloadError, read_payload
from tests.simulator.calls import received

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


def read(body: bytes, given: str = JSON, wanted: str = JSON):
    return read_payload(received("POST", "/", {"content-type": given}, body), wanted)


def test_json_and_forms_are_read() -> None:
    assert read(b'{"a": [1]}', "application/json; charset=utf-8") == {"a": [1]}
    assert read(b"a=1&b=", FORM, FORM) == {"a": "1", "b": ""}


@pytest.mark.parametrize(
    "body", [b"", b"{", b'{"a": NaN}', b'{"a": 1, "a": 2}', b"\xff", b"[" * 100_000, b'{"a": {"b": 1, "b": 1}}']
)
def test_what_is_no_strict_json_is_refused(body: bytes) -> None:
    with pytest.raises(PayloadError):
        read(body)


def test_another_media_type_is_refused() -> None:
    with pytest.raises(PayloadError, match="text/plain"):
        read(b"{}", "text/plain")
    with pytest.raises(PayloadError, match="missing"):
        read_payload(received(body=b"{}"), JSON)


def test_a_form_with_a_name_twice_is_refused() -> None:
    with pytest.raises(PayloadError, match="twice"):
        read(b"a=1&a=2", FORM, FORM)
