from collections.abc import Callable
from pathlib import Path

import pytest

from runbook.cli.reading import Read, Reading
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source
from runbook.language.procedure import Procedure
from runbook.planning.proved import Examined
from runbook.runtime.files import read_source

CONTRACT = """\
openapi: 3.1.0
info: { title: Things, version: '1' }
servers: [{ url: https://things.example }]
paths:
  /things/{id}:
    get:
      operationId: read_thing
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { $ref: 'sibling.yaml#/answer' } }
"""
SIBLING = "answer: { description: OK, content: { application/json: { schema: { type: object } } } }\n"
OVERLAY = "overlay: 1.0.0\ninfo: { title: More, version: '1' }\nactions: []\n"
USED = "runbook: 1\nname: used\ntitle: Used\neffect: read\nsteps:\n  - { id: nap, title: Nap, wait: 1s }\n"
PLAYBOOK = """\
runbook: 1
name: main
title: Main
effect: read
providers: { things: { contract: things.yaml, overlay: more.yaml } }
steps:
  - { id: read, title: Read, call: things.read_thing, with: { id: a } }
  - { id: rest, title: Rest, use: used.yaml }
"""
TEXTS = {
    "main.yaml": PLAYBOOK,
    "used.yaml": USED,
    "things.yaml": CONTRACT,
    "sibling.yaml": SIBLING,
    "more.yaml": OVERLAY,
}


class Shop:
    """A folder with a playbook that depends on a contract, its sibling, an overlay and another playbook."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.judged = 0
        for name, text in TEXTS.items():
            (folder / name).write_text(text)

    def procedure(self) -> Procedure:
        procedure, found = Reading().procedure(self._source())
        assert procedure is not None, found
        return procedure

    def findings(self) -> list[Diagnostic]:
        def examine(read: Read) -> Examined:
            self.judged += 1
            return Examined(tuple(read.found))

        return list(Reading().examined(self._source(), examine).findings)

    def _source(self) -> Source:
        source, _ = read_source(str(self.folder / "main.yaml"))
        assert source is not None
        return source


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    (tmp_path / "shop").mkdir()
    monkeypatch.setenv("RUNBOOK_CACHE", str(tmp_path / "cache"))
    return Shop(tmp_path / "shop")


def kept(shop: Shop, kind: str) -> Path:
    (file,) = (shop.folder.parent / "cache" / kind).iterdir()
    return file


def test_a_kept_procedure_is_the_procedure(shop: Shop) -> None:
    first = shop.procedure()
    assert kept(shop, "procedures").exists()
    again = shop.procedure()
    assert (again.digest, again.name) == (first.digest, first.name)
    assert [step.id for step in again.body.steps] == [step.id for step in first.body.steps]


def test_kept_findings_are_the_findings_and_nothing_is_judged_again(shop: Shop) -> None:
    shop.folder.joinpath("main.yaml").write_text(PLAYBOOK.replace("id: a", "ib: a"))
    first = shop.findings()
    assert first
    again = shop.findings()
    assert shop.judged == 1
    assert [(one.rule, one.message, one.span and one.span.place) for one in again] == [
        (one.rule, one.message, one.span and one.span.place) for one in first
    ]


@pytest.mark.parametrize("name", TEXTS)
def test_a_change_of_anything_it_rests_on_is_seen(shop: Shop, name: str) -> None:
    before = shop.procedure().digest
    shop.findings()
    shop.folder.joinpath(name).write_text(TEXTS[name] + "\n# changed\n")
    shop.findings()
    assert shop.judged == 2
    assert shop.procedure().digest != before


@pytest.mark.parametrize("name", [name for name in TEXTS if name != "main.yaml"])
def test_a_file_that_is_gone_is_seen_and_is_not_kept(shop: Shop, name: str) -> None:
    shop.findings()
    shop.folder.joinpath(name).unlink()
    assert shop.findings()
    assert shop.findings()
    assert shop.judged == 3


def test_another_engine_sees_nothing_that_was_kept(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.findings()
    monkeypatch.setattr("runbook.cli.reading.engine", lambda: "another")
    shop.findings()
    assert shop.judged == 2


def test_a_used_playbook_behind_another_link_is_seen(shop: Shop) -> None:
    shop.findings()
    used = shop.folder / "used.yaml"
    used.rename(shop.folder / "elsewhere.yaml")
    used.symlink_to("elsewhere.yaml")
    shop.findings()
    assert shop.judged == 2


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def _flipped(data: bytes) -> bytes:
    return data[:-3] + bytes([data[-3] ^ 1]) + data[-2:]


@pytest.mark.parametrize("damage", [_cut, _flipped, lambda data: b""])
def test_what_is_damaged_is_read_anew(shop: Shop, damage: Callable[[bytes], bytes]) -> None:
    before = shop.procedure()
    shop.findings()
    for kind in ("procedures", "findings"):
        file = kept(shop, kind)
        file.write_bytes(damage(file.read_bytes()))
    assert shop.procedure().digest == before.digest
    shop.findings()
    assert shop.judged == 2
