"""Truework: publishable keys, a mark in what we cancel, and signed responses (PROVIDERS.md 3)."""

import binascii
from collections.abc import Mapping

from runbook.deferred import pattern
from runbook.frozen import frozen, replace
from runbook.providers.adapters.plain import PlainAdapter
from runbook.providers.answer import Answer, RawResponse
from runbook.providers.contract import Operation, Server
from runbook.providers.reading import header_values
from runbook.providers.signatures import Ed25519, SignatureCheck
from runbook.values.unknown import PartialText, Unknown, Value

SIGNATURE = "x-truework-signature"
PRODUCTION_KEYS: Mapping[str, str] = {"tw-2021-11-11": "Ad14e4K+/6At51wUH2B3M4ONNlRmLiSpI4NUAl+IcyA="}
SANDBOX_KEYS: Mapping[str, str] = {"tw-sandbox-2021-11-11": "yJBzPH0p+gdRuj4qnjU1+ob0AH52gHRDXxnDW1xGaYk="}
"""Key id -> public key in base64 (PROVIDERS.md 3.1)."""

NOT_VERIFIED = "signature not verified: install runbook-engine[signatures]"
DETAILS = "cancellation_details"

_MEMBER = pattern(r'(\w+)="([^"]*)"')


@frozen
class Signature:
    """The parts of a signature header. `headers`: the names that are signed, in order."""

    key_id: str
    headers: tuple[str, ...]
    value: bytes


class TrueworkAdapter(PlainAdapter):
    """What the Truework contract cannot say."""

    name = "truework"
    headers = frozenset({SIGNATURE})

    def __init__(self, keys: Mapping[str, str] | None = None, check: SignatureCheck | None = None) -> None:
        """`keys`: further key ids and public keys in base64, believed from servers that are not production."""
        self._keys = dict(keys or {})
        self._check = check or Ed25519()

    def acting_as(self, token: str) -> str:
        """Keys are opaque."""
        return ""

    def account(self, token: str) -> str:
        """Keys are opaque."""
        return ""

    def token_problem(self, token: str, server: Server, now: float) -> str | None:
        """A publishable key, which can cancel nothing. Other prefixes are the contract's business."""
        if token.startswith("tw_pk_"):
            return "a key that begins with tw_pk_ is publishable; the API needs a secret key (tw_sk_)"
        return None

    def complete(self, operation: Operation, arguments: Mapping[str, Value], run: str) -> dict[str, Value]:
        """Marks a cancel with the run, so that ours can be told from Truework's own (PROVIDERS.md 3.2)."""
        completed = dict(arguments)
        if operation.body is not None and DETAILS in operation.body.shape.properties:
            name = next((one for one in (DETAILS, f"body.{DETAILS}") if one in completed), DETAILS)
            completed[name] = _marked(completed.get(name), f"runbook run {run}")
        return completed

    def read(self, operation: Operation, answer: Answer) -> Answer:
        """A hint when a signature could not be checked."""
        if SIGNATURE in answer.headers and not self._check.available:
            return replace(answer, hint=NOT_VERIFIED)
        return answer

    def signature_problem(self, response: RawResponse, server: Server) -> str | None:
        """A signature that is wrong, unreadable, by an unknown key or by the key of another environment."""
        values = header_values(response, SIGNATURE)
        if not values or not self._check.available:
            return None
        signature = parse_signature(values[0]) if len(values) == 1 else None
        if signature is None:
            return "the response's signature cannot be read"
        key = self._key(signature.key_id, server)
        if key is None:
            return f"the response is signed with a key that does not belong to {server.environment}"
        message = signed_message(response, signature)
        if message is None or not self._check.holds(key, signature.value, message):
            return "the response's signature is wrong"
        return None

    def _key(self, key_id: str, server: Server) -> bytes | None:
        trusted = PRODUCTION_KEYS if server.production else {**SANDBOX_KEYS, **self._keys}
        return _decoded(trusted.get(key_id, ""))


def parse_signature(header: str) -> Signature | None:
    """`keyId="…", headers="date content-length", signature="<base64>"`; None when it says something else."""
    members = dict(_MEMBER.findall(header))
    value = _decoded(members.get("signature", ""))
    names = members.get("headers", "").split()
    if value is None or not names or "keyId" not in members:
        return None
    return Signature(members["keyId"], tuple(names), value)


def signed_message(response: RawResponse, signature: Signature) -> bytes | None:
    """Each signed header as `name: value`, then the body, joined by line breaks; None when a header is absent."""
    lines: list[bytes] = []
    for name in signature.headers:
        values = header_values(response, name.lower())
        if len(values) != 1:
            return None
        lines.append(f"{name}: {values[0]}".encode())
    return b"\n".join([*lines, response.body])


def _decoded(text: str) -> bytes | None:
    try:
        return binascii.a2b_base64(text, strict_mode=True) or None
    except ValueError:
        return None


def _marked(details: Value, mark: str) -> Value:
    match details:
        case str() if details.strip():
            return details if mark in details else f"{details} [{mark}]"
        case Unknown():
            return PartialText((details, f" [{mark}]"))
        case PartialText():
            return PartialText((*details.parts, f" [{mark}]"))
        case None | str():
            return mark
        case _:
            return details
