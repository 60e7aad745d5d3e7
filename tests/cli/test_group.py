import importlib
from pathlib import Path

import click
import pytest
from program import shell

from runbook.cli import commands
from runbook.cli.commands import COMMANDS
from runbook.cli.group import invoke, load_command, program_for
from runbook.cli.root_help import COMPLETION


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_table_exists_and_explains_itself(name: str) -> None:
    command = load_command(name)
    assert isinstance(command, click.Command)
    assert command.name == name
    assert command.help


def test_the_table_and_the_folder_agree() -> None:
    import pkgutil

    modules = {f"{commands.__name__}.{one.name}" for one in pkgutil.iter_modules(commands.__path__)}
    assert modules == {module for module, _ in COMMANDS.values()}
    assert all(importlib.import_module(module) for module in modules)


def test_only_the_command_that_is_named_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(COMPLETION, raising=False)
    assert list(program_for(["explain", "runs"]).commands) == ["explain"]
    monkeypatch.setenv(COMPLETION, "bash_complete")
    assert list(program_for([]).commands) == list(COMMANDS)


def test_a_command_s_exit_code_is_the_program_s(capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["explain", "duplicate-key"]) == 0
    assert invoke(["explain", "duplicate-kye"]) == 2
    assert 'did you mean "duplicate-key"?' in capsys.readouterr().err


def test_help_of_a_command_is_payload(capsys: pytest.CaptureFixture[str]) -> None:
    assert invoke(["explain", "--help"]) == 0
    assert capsys.readouterr().out.startswith("Usage: runbook explain")


@pytest.mark.parametrize("variable", ["RUNBOOK_STATE", "RUNBOOK_CACHE"])
def test_a_relative_place_is_refused_before_anything_is_made(variable: str, tmp_path: Path) -> None:
    done = shell(f"cd {tmp_path} && {variable}=here $RUNBOOK runs list", tmp_path)
    assert done.returncode == 2
    assert "error[state-directory]" in done.stderr
    assert variable in done.stderr
    assert list(tmp_path.iterdir()) == []
    assert shell(f"{variable}=here $RUNBOOK runs list --help", tmp_path).returncode == 0
