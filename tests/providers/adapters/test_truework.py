import base64
from collections.abc import Mapping

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from runbook.providers.adapters.truework import NOT_VERIFIED, TrueworkAdapter, parse_signature, signed_message
from runbook.providers.answer import Answer, AnswerKind, RawResponse
from runbook.providers.contract import Location
from runbook.values.shape import STRING
from runbook.values.unknown import PartialText, Unknown, Value
from tests.providers.operations import PRODUCTION, SANDBOX, body, operation, parameter, raw

PRIVATE = Ed25519PrivateKey.from_private_bytes(b"t" * 32)
PUBLIC = base64.b64encode(PRIVATE.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
TRUEWORK = TrueworkAdapter({"tw-sandbox-test": PUBLIC})

DETAILS = body({"type": "object", "properties": {"cancellation_details": {"type": ["string", "null"]}}})
CANCEL = operation("/orders/{order_id}/cancel", parameters=[parameter("order_id", Location.PATH)], body=DETAILS)


class NoLibrary:
    """A check that is not installed."""

    available = False

    def holds(self, key: bytes, signature: bytes, message: bytes) -> bool:
        raise AssertionError("must not be asked")


def signed(content: bytes = b'{"id": "o"}', *, key_id: str = "tw-sandbox-test", date: str = "today") -> RawResponse:
    message = b"\n".join([f"date: {date}".encode(), f"content-length: {len(content)}".encode(), content])
    value = base64.b64encode(PRIVATE.sign(message)).decode()
    header = f'keyId="{key_id}", headers="date content-length", signature="{value}"'
    sizes = (("Date", date), ("Content-Length", str(len(content))), ("X-Truework-Signature", header))
    return raw(200, content, *sizes)


def changed(response: RawResponse, headers: Mapping[str, str], content: bytes | None = None) -> RawResponse:
    kept = tuple((name, headers.get(name, value)) for name, value in response.headers)
    return RawResponse(response.status, kept, response.body if content is None else content)


def test_a_right_signature_is_no_problem() -> None:
    assert TRUEWORK.signature_problem(signed(), SANDBOX) is None


def test_an_unsigned_response_is_no_problem() -> None:
    assert TRUEWORK.signature_problem(raw(200, b"{}"), SANDBOX) is None


@pytest.mark.parametrize(
    "response",
    [
        changed(signed(), {}, b'{"id": "p"}'),
        changed(signed(), {"Date": "tomorrow"}),
        changed(signed(), {"X-Truework-Signature": "garbage"}),
        changed(signed(), {"X-Truework-Signature": 'keyId="tw-sandbox-test", headers="", signature="AAAA"'}),
        changed(signed(), {"X-Truework-Signature": 'keyId="tw-sandbox-test", headers="date", signature="AAAA"'}),
        changed(signed(), {"X-Truework-Signature": 'keyId="tw-sandbox-test", headers="absent", signature="AAAA"'}),
        signed(key_id="tw-unknown"),
        signed(key_id="tw-2021-11-11"),
        signed(key_id="tw-sandbox-2021-11-11"),
        RawResponse(200, signed().headers * 2, signed().body),
    ],
)
def test_a_wrong_signature_is_a_problem(response: RawResponse) -> None:
    assert TRUEWORK.signature_problem(response, SANDBOX) is not None


def test_the_key_of_another_environment_is_a_problem() -> None:
    problem = TRUEWORK.signature_problem(signed(), PRODUCTION)
    assert problem == "the response is signed with a key that does not belong to prod"


def test_a_further_key_cannot_stand_in_for_productions() -> None:
    imposter = TrueworkAdapter({"tw-2021-11-11": PUBLIC})
    assert imposter.signature_problem(signed(key_id="tw-2021-11-11"), PRODUCTION) is not None


def test_without_the_library_a_signature_is_not_verified_and_says_so() -> None:
    adapter = TrueworkAdapter(check=NoLibrary())
    assert adapter.signature_problem(signed(), SANDBOX) is None
    answer = Answer(AnswerKind.RESPONSE, status=200, headers={"x-truework-signature": "..."})
    assert adapter.read(CANCEL, answer).hint == NOT_VERIFIED
    assert adapter.read(CANCEL, Answer(AnswerKind.RESPONSE, status=200)).hint == ""
    assert TRUEWORK.read(CANCEL, answer).hint == ""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "runbook run r-1"),
        ({"cancellation_details": None}, "runbook run r-1"),
        ({"cancellation_details": " "}, "runbook run r-1"),
        ({"cancellation_details": "wrong person"}, "wrong person [runbook run r-1]"),
    ],
)
def test_a_cancel_is_marked_with_its_run(given: dict[str, Value], expected: str) -> None:
    completed = TRUEWORK.complete(CANCEL, {"order_id": "o", **given}, "r-1")
    assert completed == {"order_id": "o", "cancellation_details": expected}


def test_marking_twice_marks_once() -> None:
    once = TRUEWORK.complete(CANCEL, {"cancellation_details": "x"}, "r-1")
    assert TRUEWORK.complete(CANCEL, once, "r-1") == once


def test_details_that_are_not_known_yet_are_marked_too() -> None:
    unknown = Unknown(STRING, "x")
    completed = TRUEWORK.complete(CANCEL, {"body.cancellation_details": unknown}, "r-1")
    assert completed == {"body.cancellation_details": PartialText((unknown, " [runbook run r-1]"))}


def test_other_operations_are_left_alone() -> None:
    assert TRUEWORK.complete(operation(), {"id": "x"}, "r-1") == {"id": "x"}


def test_a_publishable_key_is_refused() -> None:
    assert TRUEWORK.token_problem("tw_pk_test_SECRET", SANDBOX, 0.0) is not None
    assert "SECRET" not in str(TRUEWORK.token_problem("tw_pk_test_SECRET", SANDBOX, 0.0))
    assert TRUEWORK.token_problem("tw_sk_test_SECRET", SANDBOX, 0.0) is None
    assert TRUEWORK.acting_as("tw_sk_test_SECRET") == TRUEWORK.account("tw_sk_test_SECRET") == ""


def test_a_signature_header_has_three_parts() -> None:
    signature = parse_signature('keyId="k", headers="date content-length", signature="AAEC"')
    assert signature is not None
    assert (signature.key_id, signature.headers, signature.value) == ("k", ("date", "content-length"), b"\x00\x01\x02")
    assert signed_message(raw(200, b"x", ("date", "d"), ("content-length", "1")), signature) == (
        b"date: d\ncontent-length: 1\nx"
    )
