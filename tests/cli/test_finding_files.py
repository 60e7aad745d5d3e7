from pathlib import Path

from runbook.cli.finding_files import CONTRACT, texts_of


def test_a_directory_means_the_playbooks_and_contracts_below_it(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name, text in {
        "a.yaml": "runbook: 1\n",
        "deep/b.yml": "openapi: 3.1.0\n",
        "a.test.yaml": "runbook: 1\n",
        "other.yaml": "services: {}\n",
        "notes.txt": "runbook: 1\n",
        ".hidden/c.yaml": "runbook: 1\n",
    }.items():
        (tmp_path / name).write_text(text)
    names = [Path(name).relative_to(tmp_path).as_posix() for name, _, _ in texts_of([str(tmp_path)])]
    assert names == ["a.yaml", "deep/b.yml"]


def test_a_file_that_is_named_is_read_whatever_it_is(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("hello\n")
    ((_, source, found),) = texts_of([str(tmp_path / "x.txt")])
    assert source is not None
    assert found == []


def test_an_empty_directory_is_said(tmp_path: Path) -> None:
    ((_, source, found),) = texts_of([str(tmp_path)])
    assert source is None
    assert found[0].rule == "nothing-to-check"


def test_a_contract_is_told_by_its_first_key() -> None:
    assert CONTRACT.search("# a comment\nopenapi: 3.0.3\n")
    assert CONTRACT.search('{\n  "openapi": "3.1.0"}')
    assert not CONTRACT.search("runbook: 1\nsteps:\n  - openapi: x\n")
