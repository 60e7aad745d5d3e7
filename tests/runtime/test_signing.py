import os
from pathlib import Path

import pytest

from runbook.runtime.signing import SigningError, is_whole, key_fingerprint, principals, sign
from tests.runtime.keys import fingerprint, key, public

DATA = b'{"id":"p-1"}'
SPACE = "runbook-plan@runbook"
HERE = dict(os.environ)


def lines(*named: tuple[str, Path]) -> bytes:
    return "".join(f"{name} {public(path)}\n" for name, path in named).encode()


def test_a_signature_is_its_signers_and_nobody_elses(tmp_path: Path) -> None:
    ann, bob = key(tmp_path, "ann"), key(tmp_path, "bob")
    signature = sign(DATA, str(ann), SPACE, HERE)
    both = lines(("ann@example.com", ann), ("bob@example.com", bob))
    assert principals(DATA, signature, both, SPACE, HERE) == ["ann@example.com"]
    assert principals(DATA, signature, lines(("bob@example.com", bob)), SPACE, HERE) == []
    assert principals(DATA + b" ", signature, both, SPACE, HERE) == []
    assert principals(DATA, signature, b"", SPACE, HERE) == []


def test_a_whole_signature_may_be_a_strangers(tmp_path: Path) -> None:
    ann = key(tmp_path, "ann")
    signature = sign(DATA, str(ann), SPACE, HERE)
    assert is_whole(DATA, signature, SPACE, HERE)
    assert not is_whole(DATA + b" ", signature, SPACE, HERE)
    assert not is_whole(DATA, signature, "file", HERE)


def test_a_key_has_its_fingerprint_with_or_without_its_private_half(tmp_path: Path) -> None:
    ann = key(tmp_path, "ann")
    assert key_fingerprint(str(ann), HERE) == key_fingerprint(f"{ann}.pub", HERE) == fingerprint(ann)
    with pytest.raises(SigningError, match="no key"):
        key_fingerprint(str(tmp_path / "missing"), HERE)


def test_a_signature_for_something_else_is_none(tmp_path: Path) -> None:
    ann = key(tmp_path, "ann")
    assert principals(DATA, sign(DATA, str(ann), "file", HERE), lines(("ann", ann)), SPACE, HERE) == []


def test_a_signer_is_one_only_while_the_file_says_so(tmp_path: Path) -> None:
    ann = key(tmp_path, "ann")
    signature = sign(DATA, str(ann), SPACE, HERE)
    for options, found in (
        ('valid-before="20200101"', []),
        ('valid-after="20990101"', []),
        ('valid-after="20200101"', ["ann"]),
        ('namespaces="file"', []),
        (f'namespaces="{SPACE}"', ["ann"]),
    ):
        line = f"ann {options} {public(ann)}\n".encode()
        assert principals(DATA, signature, line, SPACE, HERE) == found, options


def test_no_text_is_a_signature_unless_it_is_one(tmp_path: Path) -> None:
    ann = key(tmp_path, "ann")
    for text in (
        "",
        "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n",
        "\x00\udcff".replace("\udcff", "x"),
    ):
        assert principals(DATA, text, lines(("ann", ann)), SPACE, HERE) == []


def test_without_a_key_nothing_is_signed(tmp_path: Path) -> None:
    with pytest.raises(SigningError, match="there is no key"):
        sign(DATA, str(tmp_path / "missing"), SPACE, HERE)
    (tmp_path / "text").write_text("no key")
    with pytest.raises(SigningError, match="could not sign"):
        sign(DATA, str(tmp_path / "text"), SPACE, HERE)


def test_without_ssh_keygen_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ann = key(tmp_path, "ann")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SigningError, match="no program ssh-keygen") as caught:
        sign(DATA, str(ann), SPACE, {"PATH": str(tmp_path)})
    assert caught.value.missing


def test_an_agent_signs_for_a_public_key(tmp_path: Path) -> None:
    import subprocess

    ann = key(tmp_path, "ann")
    socket = str(tmp_path / "agent")
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", socket], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        environ = {**HERE, "SSH_AUTH_SOCK": socket}
        adding = ["ssh-add", "-q", str(ann)]
        while subprocess.run(adding, env=environ, capture_output=True).returncode == 2:
            assert agent.poll() is None
        ann.unlink()
        signature = sign(DATA, f"{ann}.pub", SPACE, environ)
        assert principals(DATA, signature, lines(("ann", ann)), SPACE, HERE) == ["ann"]
    finally:
        agent.terminate()
        agent.wait()


def test_a_key_in_several_lines_has_all_their_names(tmp_path: Path) -> None:
    ann = key(tmp_path, "ann")
    signature = sign(DATA, str(ann), SPACE, HERE)
    text = (
        lines(("bob", ann), ("ann,*@x", ann), ("!eve", ann)) + f'old valid-before="20200101" {public(ann)}\n'.encode()
    )
    assert principals(DATA, signature, text, SPACE, HERE) == ["bob", "ann", "*@x"]
