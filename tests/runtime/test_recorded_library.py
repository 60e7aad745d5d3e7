from pathlib import Path

import pytest

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source, Span
from runbook.language.playbook import Playbook
from runbook.runtime.recorded_library import RecordedLibrary

ROOT = Path(__file__).parents[2]
API = "openapi: 3.1.0\ninfo: { title: A, version: '1' }\npaths: {}\n"


def library(**texts: str) -> tuple[RecordedLibrary, list[Source]]:
    """A library that notes which playbooks it is asked to read."""
    read: list[Source] = []

    def playbook(source: Source) -> tuple[Playbook | None, list[Diagnostic]]:
        read.append(source)
        return None, []

    return RecordedLibrary([Source(name, text) for name, text in texts.items()], playbook), read


def at(name: str) -> Span:
    return Span(Source(name, ""), 0, 0)


@pytest.mark.parametrize(
    ("base", "reference", "kept"),
    [
        ("play.yaml", "other.yaml", "other.yaml"),
        ("books/play.yaml", "../shared/other.yaml", "shared/other.yaml"),
        ("/home/me/books/play.yaml", "../shared/other.yaml", "shared/other.yaml"),
        ("../books/play.yaml", "other.yaml", "/home/me/books/other.yaml"),
        ("-", "other.yaml", "other.yaml"),
        ("./books/play.yaml", "./other.yaml", "books/other.yaml"),
    ],
)
def test_a_reference_leads_to_the_text_it_led_to_wherever_the_run_began(base: str, reference: str, kept: str) -> None:
    found, read = library(**{base: "", kept: "the one", "elsewhere/unrelated.yaml": ""})
    found.playbook(reference, at(base))
    assert [source.name for source in read] == [kept]


def test_the_nearest_of_several_names_is_taken() -> None:
    found, read = library(**{"c.yaml": "", "b/c.yaml": "", "x/b/c.yaml": ""})
    found.playbook("c.yaml", at("/a/x/b/play.yaml"))
    assert [source.name for source in read] == ["x/b/c.yaml"]


def test_of_two_files_with_one_text_the_other_does() -> None:
    found, read = library(**{"a/play.yaml": "", "b/other.yaml": ""})
    found.playbook("other.yaml", at("a/play.yaml"))
    assert [source.name for source in read] == ["b/other.yaml"]


def test_what_the_journal_does_not_hold_is_never_looked_for_on_the_disk(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("runbook: 1\n")
    found, read = library(**{"play.yaml": ""})
    playbook, complaints = found.playbook("other.yaml", at(str(tmp_path / "play.yaml")))
    assert (playbook, read) == (None, [])
    assert [one.rule for one in complaints] == ["procedure-changed"]
    contract, complaints = found.contract("karmacheck", at("play.yaml"))
    assert contract is None
    assert [one.rule for one in complaints] == ["procedure-changed"]


def test_contracts_come_from_the_journal_too() -> None:
    text = (ROOT / "schemas/contracts/karmacheck.yaml").read_text()
    found, _ = library(**{"play.yaml": "", "contracts/karmacheck.yaml": text, "api/one.yaml": API})
    shipped, _ = found.contract("karmacheck", at("play.yaml"))
    own, complaints = found.contract("api/one.yaml", at("play.yaml"))
    assert shipped is not None
    assert shipped.name == "karmacheck"
    assert own is not None, complaints


def test_an_overlay_that_is_missing_is_said() -> None:
    found, _ = library(**{"play.yaml": "", "api.yaml": API})
    contract, (finding,) = found.contract("api.yaml", at("play.yaml"), "over.yaml")
    assert contract is None
    assert "over.yaml" in finding.message


def test_adapters_are_the_programs_own() -> None:
    found, _ = library()
    assert found.adapter("karmacheck").name == "karmacheck"
    assert found.adapter("nobody has this").name == "plain"
