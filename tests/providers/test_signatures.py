from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from runbook.providers.signatures import Ed25519

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PUBLIC = KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def test_a_right_signature_holds_and_any_other_does_not() -> None:
    check = Ed25519()
    assert check.available
    assert check.holds(PUBLIC, KEY.sign(b"message"), b"message")
    assert not check.holds(PUBLIC, KEY.sign(b"message"), b"another")
    assert not check.holds(PUBLIC, b"x" * 64, b"message")


def test_a_key_or_signature_of_a_wrong_length_does_not_hold() -> None:
    assert not Ed25519().holds(b"short", KEY.sign(b"m"), b"m")
    assert not Ed25519().holds(PUBLIC, b"short", b"m")
