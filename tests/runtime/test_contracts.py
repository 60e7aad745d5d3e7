import pytest

from runbook.diagnostics.source import Source
from runbook.providers import openapi
from runbook.runtime.cache import Cache
from runbook.runtime.contracts import Texts, read_contract

MAIN = """
openapi: 3.1.0
info: { title: Cases, version: "1" }
servers: [{ url: https://api.example.com }]
paths:
  /case/{id}/cancel:
    post:
      operationId: cancel
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        "200": { description: done, content: { application/json: { schema: { $ref: "shapes.yaml#/Case" } } } }
"""
SHAPES = "Case: { type: object, properties: { state: { type: string } } }\n"
OVERLAY = """
overlay: 1.0.0
info: { title: ours, version: "1" }
actions:
  - target: $.paths['/case/{id}/cancel'].post
    update: { x-runbook: { alias: cancel_case } }
"""


class Disk:
    def __init__(self, **files: str) -> None:
        self.files = files
        self.asked: list[str] = []

    def sibling(self, name: str) -> Source | None:
        self.asked.append(name)
        text = self.files.get(name.removesuffix(".yaml"))
        return Source(name, text) if text is not None else None


def texts(disk: Disk, *, main: str = MAIN, overlay: str | None = None) -> Texts:
    return Texts("cases", Source("cases.yaml", main), Source("o.yaml", overlay) if overlay else None, disk.sibling)


@pytest.fixture
def cache(tmp_path) -> Cache:
    return Cache(tmp_path, "engine", b"k" * 32)


def counted(monkeypatch) -> list[str]:
    """The contracts that were really imported from now on."""

    imported: list[str] = []
    real = openapi.import_contract

    def counting(document, **more):
        imported.append(document.source.name)
        return real(document, **more)

    monkeypatch.setattr(openapi, "import_contract", counting)
    return imported


def test_a_contract_is_imported_once_and_then_read_from_the_cache(cache, monkeypatch):
    imported = counted(monkeypatch)
    first, found = read_contract(texts(Disk(shapes=SHAPES)), cache)
    second, again = read_contract(texts(Disk(shapes=SHAPES)), cache)
    assert imported == ["cases.yaml"]
    assert first is not None
    assert second is not None
    assert found == again
    assert first.digest == second.digest
    assert first.operation("cancel") == second.operation("cancel")
    assert second.span_of("cancel") is not None
    assert second.span_of("nothing") is None


def test_a_change_of_any_text_is_another_contract(cache, monkeypatch):
    imported = counted(monkeypatch)
    digests = set()
    for one in (
        texts(Disk(shapes=SHAPES)),
        texts(Disk(shapes=SHAPES.replace("string", "integer"))),
        texts(Disk(shapes=SHAPES), main=MAIN.replace("Cases", "Other cases")),
        texts(Disk(shapes=SHAPES), overlay=OVERLAY),
    ):
        contract, _ = read_contract(one, cache)
        assert contract is not None
        digests.add(contract.digest)
    assert len(digests) == len(imported) == 4


def test_an_overlay_is_applied(cache):
    for _ in range(2):
        contract, _ = read_contract(texts(Disk(shapes=SHAPES), overlay=OVERLAY), cache)
        assert contract is not None
        assert contract.operation("cancel_case") is not None


def test_findings_are_told_each_time_and_errors_are_not_kept(cache, monkeypatch):
    imported = counted(monkeypatch)
    for _ in range(2):
        contract, found = read_contract(texts(Disk()), cache)
        assert contract is None
        assert found
    assert len(imported) == 2


def test_a_kept_contract_that_makes_no_sense_is_imported_again(cache, monkeypatch):
    imported = counted(monkeypatch)
    one = texts(Disk(shapes=SHAPES))
    for nonsense in ([], {"siblings": 1}, {"siblings": {}, "found": None, "normal": {}}):
        cache.keep("contracts", one.key, nonsense)
        contract, _ = read_contract(one, cache)
        assert contract is not None
        assert contract.operation("cancel") is not None
    assert len(imported) == 3


@pytest.mark.parametrize("main", ["a: [", "- 1", ""])
def test_a_text_that_is_no_contract_is_explained(main):
    contract, found = read_contract(texts(Disk(), main=main), None)
    assert contract is None
    assert found


def test_a_broken_overlay_is_explained():
    contract, found = read_contract(texts(Disk(shapes=SHAPES), overlay="a: ["), None)
    assert contract is None
    assert found[0].span is not None
    assert found[0].span.source.name == "o.yaml"
