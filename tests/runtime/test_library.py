import os

import pytest

from runbook.diagnostics.source import Source, Span
from runbook.runtime.cache import Cache
from runbook.runtime.confinement import root_above
from runbook.runtime.library import DiskLibrary
from tests.runtime.test_contracts import MAIN, OVERLAY, SHAPES


@pytest.fixture
def project(tmp_path, monkeypatch):
    root_above.cache_clear()
    root = tmp_path / "project"
    (root / ".git").mkdir(parents=True)
    (root / "playbooks").mkdir()
    (root / "contracts").mkdir()
    (root / "contracts" / "cases.yaml").write_text(MAIN)
    (root / "contracts" / "shapes.yaml").write_text(SHAPES)
    (root / "contracts" / "ours.yaml").write_text(OVERLAY)
    (root / "playbooks" / "other.yaml").write_text("runbook: 1\n")
    (tmp_path / "outside.yaml").write_text(MAIN)
    monkeypatch.chdir(root)
    yield root
    root_above.cache_clear()


def span(name: str = "playbooks/cancel.yaml") -> Span:
    return Span(Source(name, "contract: x\n"), 10, 11)


def library(**more) -> DiskLibrary:
    return DiskLibrary(lambda source: (source, []), **more)


def test_a_shipped_contract_has_a_name():
    contract, found = library().contract("karmacheck", span())
    assert contract is not None
    assert contract.name == "karmacheck"
    assert contract.operation("cancel_case") is not None
    assert not [one for one in found if one.severity.value == "error"]


def test_any_document_below_the_root_is_a_contract_read_once(project, tmp_path):
    one = library(cache=Cache(tmp_path / "cache", "engine", b"k" * 32))
    contract, found = one.contract("../contracts/cases.yaml", span(), "../contracts/ours.yaml")
    assert contract is not None, found
    assert contract.operation("cancel_case") is not None
    again, _ = one.contract("../contracts/cases.yaml", span("playbooks/other.yaml"), "../contracts/ours.yaml")
    assert again is contract
    assert {source.name for source in one.sources} == {
        "contracts/cases.yaml",
        "contracts/ours.yaml",
        "contracts/shapes.yaml",
    }


def test_a_playbook_below_the_root_is_read_once(project):
    one = library()
    playbook, _ = one.playbook("other.yaml", span())
    assert playbook.name == os.path.join("playbooks", "other.yaml")
    assert one.playbook("../playbooks/other.yaml", span())[0] is playbook


def test_references_of_a_playbook_on_standard_input_start_here(project):
    assert library().playbook("playbooks/other.yaml", span("-"))[0] is not None


@pytest.mark.parametrize(
    ("reference", "rule"),
    [
        ("../../outside.yaml", "reference-outside-root"),
        ("/etc/passwd", "reference-outside-root"),
        ("https://example.com/openapi.yaml", "reference-outside-root"),
        ("link.yaml", "reference-outside-root"),
        ("pipe", "unreadable-file"),
        ("../contracts", "unreadable-file"),
        ("nowhere.yaml", "unreadable-file"),
        ("binary", "binary-file"),
        ("", "reference-outside-root"),
    ],
)
def test_a_reference_that_may_not_be_read_is_a_finding_with_its_place(project, reference, rule):
    os.mkfifo(project / "playbooks" / "pipe")
    (project / "playbooks" / "link.yaml").symlink_to(project.parent / "outside.yaml")
    (project / "playbooks" / "binary").write_bytes(b"\0\0")
    for found in (
        library().playbook(reference, span())[1],
        library().contract(reference, span())[1],
        library().contract("karmacheck", span(), reference or "/")[1],
    ):
        assert [one.rule for one in found][:1] == [rule]
        in_itself = rule == "binary-file"
        assert found[0].span.start == (0 if in_itself else 10)
        assert found[0].span.source.name == ("playbooks/binary" if in_itself else "playbooks/cancel.yaml")


def test_a_sibling_outside_the_root_is_not_read(project):
    (project / "contracts" / "cases.yaml").write_text(MAIN.replace("shapes.yaml", "../../outside.yaml"))
    one = library()
    contract, found = one.contract("../contracts/cases.yaml", span())
    assert contract is None
    assert found
    assert {source.name for source in one.sources} == {"contracts/cases.yaml"}


def test_a_given_root_holds_whatever_is_around_it(project):
    _, found = library(root=project / "playbooks").contract("../contracts/cases.yaml", span())
    assert found[0].rule == "reference-outside-root"


def test_adapters_are_found_by_name_and_the_plain_one_is_for_everyone_else():
    one = library()
    assert one.adapter("karmacheck").name == "karmacheck"
    assert one.adapter("").name == "plain"
    assert one.adapter("nobody-has-this").name == "plain"


def test_a_misspelt_shipped_contract_is_suggested(project):
    contract, (found,) = library().contract("karmachek", span())
    assert contract is None
    assert found.help == 'did you mean "karmacheck"?'
    assert found.span is not None
    assert found.span.place == span().place
