"""R9 to R11: every broken file gets a place, no traceback, in 2 s of CPU and 300 MB, whichever parser reads it."""

import re
from pathlib import Path

import pytest

from tests.documents.test_yaml import BROKEN
from tests.threats.stage import PLAY, Measured, Stage

PLACE = re.compile(r"^ *--> \S.*:(\d+):(\d+)$", re.MULTILINE)
BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
LEVELS = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 15))
MERGES = "a0: &a0 {x: 1}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}], k{n}: 1}}\n" for n in range(1, 25))

BYTES: dict[str, bytes] = {
    "empty": b"",
    "blank": b"\n\n  \n",
    "nul": b"runbook: 1\nname: \x00\n",
    "binary": bytes(range(256)) * 40,
    "elf": b"\x7fELF\x02\x01\x01" + b"\x00" * 64,
    "latin-1": "runbook: 1\ntitle: Überprüfung\n".encode("latin-1"),
    "utf-16": PLAY.encode("utf-16"),
    "utf-16 without a mark": PLAY.encode("utf-16-le"),
    "utf-32": PLAY.encode("utf-32"),
    "half a character": b"runbook: 1\ntitle: \xe2\x82",
    "overlong": b"title: \xc0\xaf\n",
    "surrogate": b"title: \xed\xa0\x80\n",
    "mark in the middle": b"runbook: 1\n\xef\xbb\xbfname: x\n",
    "escape": b"runbook: 1\nname: \x1b[2J\n",
    "bidi": "runbook: 1\nname: a\u202eb\n".encode(),
    "line separator": "runbook: 1\nname: a\u2028steps: b\n".encode(),
    "next line": "runbook: 1\nname: a\u0085steps: b\n".encode(),
    "no-break indentation": "runbook: 1\nsteps:\n\u00a0 - id: a\n".encode(),
    "alias bomb": (BOMB + LEVELS).encode(),
    "merge bomb": MERGES.encode(),
    "cycle": b"a: &a [*a]\n",
    "deep list": b"- " * 26_000,
    "deep keys": b"? " * 25_000,
    "deep flow": b"[" * 100_000,
    "deep maps": b"{a: " * 50_000,
    "wide": b"a: [" + b"1, " * 300_000 + b"1]\n",
    "many keys": b"".join(b"k%d: 1\n" % n for n in range(100_000)),
    "digits": b"a: " + b"9" * 500_000,
    "hex": b"a: 0x" + b"f" * 500_000,
    "long text": b"a: '" + b"x" * 900_000 + b"'\n",
    "long line without an end": b'a: "' + b"x" * 900_000,
    "anchors": b"".join(b"a%d: &a%d x\n" % (n, n) for n in range(50_000)),
    "50 MB": b"x" * (50 << 20),
    "50 MB of yaml": b"- a\n" * (13 << 20),
    "json": b'{"runbook": 1, "name": "x"',
    "html": b"<!doctype html><title>Sign in</title>",
    "two documents": b"runbook: 1\n---\nrunbook: 1\n",
    "a list": b"- runbook: 1\n",
    "a text": b"runbook\n",
    "a number": b"1\n",
}


def mutations(text: str) -> dict[str, str]:
    """The playbook cut at many places, without each line, with each line twice, and with odd characters put in."""
    lines = text.splitlines(keepends=True)
    made: dict[str, str] = {}
    for number in range(len(lines)):
        rest = lines[:number], lines[number + 1 :]
        made[f"without line {number + 1}"] = "".join((*rest[0], *rest[1]))
        made[f"line {number + 1} twice"] = "".join((*rest[0], lines[number] * 2, *rest[1]))
        made[f"line {number + 1} indented"] = "".join((*rest[0], " " + lines[number], *rest[1]))
    for offset in range(7, len(text), 11):
        made[f"cut at {offset}"] = text[:offset]
        made[f"odd at {offset}"] = text[:offset] + "\t:{[\"'&*!|>%@`\x7f"[offset % 14] + text[offset:]
    return made


def assert_explained(name: str, done: Measured) -> None:
    assert done.code == 2, (name, done.code, done.err)
    assert PLACE.search(done.out), (name, done.out[:500])
    assert_calm(name, done)


def assert_calm(name: str, done: Measured) -> None:
    shown = done.out + done.err
    assert "Traceback" not in shown, name
    assert done.cpu <= 2, (name, done.cpu)
    assert done.peak <= 300 << 10, (name, done.peak)
    assert not [one for one in shown if not one.isprintable() and one != "\n"], name
    for line in shown.splitlines():
        assert len(line) < 400, (name, line[:100])


def checked(stage: Stage, texts: dict[str, bytes]) -> dict[str, Measured]:
    paths = [str(stage.write(f"broken/{number}.yaml", data)) for number, data in enumerate(texts.values())]
    return dict(zip(texts, stage.limited(*(["validate", path] for path in paths)), strict=True))


def test_every_broken_yaml_is_explained(tmp_path: Path) -> None:
    texts = {f"{number} {case[1]}": case[0].encode("utf-8", "surrogatepass") for number, case in enumerate(BROKEN)}
    for (name, done), (_, rule, place) in zip(checked(Stage(tmp_path), texts).items(), BROKEN, strict=True):
        assert_explained(name, done)
        assert f"error[{rule}]" in done.out
        assert f".yaml:{place}\n" in done.out


def test_whatever_the_bytes_are_they_are_explained_in_bounded_time_and_memory(tmp_path: Path) -> None:
    for name, done in checked(Stage(tmp_path), BYTES).items():
        if name.startswith("50 MB"):
            assert "is larger than 16 MiB" in done.out
            assert_calm(name, done)
        else:
            assert_explained(name, done)


def test_a_playbook_that_was_damaged_is_still_good_or_says_where_it_is_not(tmp_path: Path) -> None:
    texts = {name: text.encode() for name, text in mutations(PLAY).items()}
    stage = Stage(tmp_path)
    stage.write("broken/api.yaml", (tmp_path / "api.yaml").read_bytes())
    found = checked(stage, texts)
    assert len(found) > 150
    for name, done in found.items():
        assert_calm(name, done)
        assert done.code in (0, 2), name
        assert done.code == 0 or PLACE.search(done.out), (name, done.out)
    assert sum(done.code == 2 for done in found.values()) > len(found) / 2


@pytest.mark.parametrize("name", ["alias bomb", "merge bomb", "deep list", "cycle", "digits"])
def test_a_contract_and_inputs_are_read_with_the_same_care(name: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.write("broken.yaml", BYTES[name])
    stage.write("uses.yaml", PLAY.replace("api.yaml", "broken.yaml"))
    contract, inputs = stage.limited(
        ["validate", str(tmp_path / "uses.yaml")],
        stage.arguments("http://127.0.0.1:1", "--dry-run", "--inputs", str(tmp_path / "broken.yaml")),
    )
    assert contract.code == inputs.code == 2
    assert PLACE.search(contract.out), contract.out
    assert PLACE.search(inputs.err), inputs.err
    assert_calm(name, contract)
    assert_calm(name, inputs)
