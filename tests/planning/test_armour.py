import base64
import contextlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.planning.armour import NAMESPACE, ArmourError, read_armour
from runbook.runtime.signing import sign
from tests.runtime.keys import fingerprint, key


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A signature, and the fingerprint of its key."""
    ann = key(tmp_path_factory.mktemp("keys"), "ann")
    return sign(b"data", str(ann), NAMESPACE, dict(os.environ)), fingerprint(ann)


def test_a_signature_names_its_key_and_what_it_is_for(signed: tuple[str, str]) -> None:
    said = read_armour(signed[0])
    assert (said.key, said.namespace) == (signed[1], NAMESPACE)


def test_other_kinds_of_keys_have_fingerprints_too(tmp_path: Path) -> None:
    rsa = key(tmp_path, "rsa", "ecdsa")
    assert read_armour(sign(b"x", str(rsa), "file", dict(os.environ))).key == fingerprint(rsa)


@given(st.integers(0, 400), st.text(max_size=4))
def test_whatever_is_broken_in_it_no_other_error_comes_out(cut: int, more: str) -> None:
    whole = b"SSHSIG\x00\x00\x00\x01" + b"\x00\x00\x00\x03key" + b"\x00\x00\x00\x04file"
    text = "-----BEGIN SSH SIGNATURE-----\n" + base64.b64encode(whole[:cut]).decode() + more
    for one in (text, text + "\n-----END SSH SIGNATURE-----\n"):
        with contextlib.suppress(ArmourError):
            assert read_armour(one).key.startswith("SHA256:")


@pytest.mark.parametrize("text", ["", "x", "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----"])
def test_other_text_is_no_signature(text: str) -> None:
    with pytest.raises(ArmourError):
        read_armour(text)
