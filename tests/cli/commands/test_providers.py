import json
from pathlib import Path

import pytest
from prepared import ROOT

from runbook.cli.commands.providers import command
from runbook.cli.exits import Exit


def said(*arguments: str) -> int:
    code: int = command.main(list(arguments), prog_name="runbook providers", standalone_mode=False)
    return code


def test_the_contracts_that_travel_along_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert said("list") == Exit.DONE
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["karmacheck", "truework", "vault"]


def test_one_is_shown_with_operations_answers_and_guesses(capsys: pytest.CaptureFixture[str]) -> None:
    assert said("show", "vault") == Exit.DONE
    text = capsys.readouterr().out
    for word in ("cancel_card_request", "irreversible", "moves money", "unverified"):
        assert word in text


def test_an_openapi_document_on_disk_is_a_provider(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.yaml"
    path.write_text((ROOT / "schemas/contracts/vault.yaml").read_text())
    assert said("show", str(path), "-o", "json") == Exit.DONE
    assert json.loads(capsys.readouterr().out)["operations"]


def test_an_unknown_name_is_suggested(capsys: pytest.CaptureFixture[str]) -> None:
    assert said("show", "karmachek") == Exit.INVALID
    assert 'did you mean "karmacheck"?' in capsys.readouterr().err


def test_a_file_that_is_no_contract_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("hello: world\n")
    assert said("show", str(path)) == Exit.INVALID
    assert "error[" in capsys.readouterr().err
