import base64

import pytest

from runbook.planning.allowed_signers import names_of, share_a_name

ONE, TWO = b"\x00\x00\x00\x0bssh-ed25519one", b"\x00\x00\x00\x0bssh-ed25519two"


def line(names: str, key: bytes, options: str = "") -> str:
    return f"{names} {options} ssh-ed25519 {base64.b64encode(key).decode()} a comment\n"


def test_a_key_has_the_names_of_all_its_lines() -> None:
    text = line("bob@x", TWO) + line("alice@x", TWO) + line("alice@x", ONE)
    assert names_of(TWO, text.encode()) == ("bob@x", "alice@x")
    assert names_of(ONE, text.encode()) == ("alice@x",)
    assert names_of(b"", text.encode()) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (line("ann,bob", ONE), ("ann", "bob")),
        (line('"ann,bob"', ONE), ("ann", "bob")),
        (line("*@x,!eve@x", ONE), ("*@x",)),
        (line("  ann", ONE, 'namespaces="a b,cert-authority",valid-before="20200101"'), ("ann",)),
        (line("ann", ONE, 'Cert-Authority,namespaces="file"'), ()),
        (line("#ann", ONE), ()),
        (line("ann", ONE).replace(" ", "\t"), ("ann",)),
        ("\n\nann\nann ssh-ed25519\nann ssh-ed25519 !!\n", ()),
    ],
)
def test_a_line_is_read_as_ssh_reads_it(text: str, names: tuple[str, ...]) -> None:
    assert names_of(ONE, text.encode()) == names


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("ann@x", "ann@x", True),
        ("ann@x", "bob@x", False),
        ("*@x", "ann@x", True),
        ("*@x", "ann@y", False),
        ("an?@x", "ann@x", True),
        ("ann*", "*@x", True),
        ("ann*", "bob*", False),
        ("*", "?", True),
        ("ann", "ann?", False),
        ("[a]", "a", False),
    ],
)
def test_names_are_shared_where_a_pattern_means_both(one: str, other: str, shared: bool) -> None:
    assert share_a_name(["zoe", one], [other]) is shared
    assert share_a_name([other], [one, "zoe"]) is shared


def test_a_long_pattern_is_no_trouble() -> None:
    assert not share_a_name(["*a" * 100 + "b"], ["a" * 200])
    assert share_a_name(["*a" * 100], ["a" * 1500])
