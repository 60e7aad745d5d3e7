import subprocess
import sys
from pathlib import Path

import pytest
from program import environment, runbook

from runbook import __version__
from runbook.cli.root_help import root_help


def test_help_and_version_are_the_payload(tmp_path: Path) -> None:
    helped, version = runbook("--help", state=tmp_path), runbook("--version", state=tmp_path)
    assert (helped.returncode, helped.stdout, helped.stderr) == (0, root_help(), "")
    assert (version.returncode, version.stdout) == (0, f"runbook {__version__}\n")


def test_without_a_command_the_help_is_words_and_the_exit_code_says_invalid(tmp_path: Path) -> None:
    done = runbook(state=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", root_help())


def test_help_imports_neither_click_nor_anything_costly(tmp_path: Path) -> None:
    script = "import sys\nfrom runbook.cli.main import exit_code\nexit_code(['--help'])\nprint(sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(tmp_path), capture_output=True, text=True, check=True
    )
    loaded = done.stdout.rsplit("[", 1)[1]
    for name in ("click", "yaml", "jinja2", "jsonschema", "httpx", "dataclasses", "sqlite3"):
        assert f"'{name}'" not in loaded


@pytest.mark.parametrize("arguments", [["frobnicate"], ["--frobnicate"], ["runs", "show"], ["explain", "a", "b"]])
def test_a_wrong_command_line_is_a_finding_and_exits_2(arguments: list[str], tmp_path: Path) -> None:
    done = runbook(*arguments, state=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("error[u")
    assert "Traceback" not in done.stderr


def test_a_shell_that_completes_gets_commands_and_options(tmp_path: Path) -> None:
    script = runbook(state=tmp_path, _RUNBOOK_COMPLETE="bash_source")
    asked = {"_RUNBOOK_COMPLETE": "bash_complete", "COMP_CWORD": "1"}
    commands = runbook(state=tmp_path, COMP_WORDS="runbook val", **asked)
    assert "complete" in script.stdout
    assert "validate" in commands.stdout


def test_windows_gets_one_clear_sentence(tmp_path: Path) -> None:
    """Before anything is imported that only POSIX has."""
    script = (
        "import sys; sys.platform = 'win32'; sys.modules['fcntl'] = None; sys.argv = ['runbook', 'runs', 'list']\n"
        "from runbook.cli.main import main\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment(tmp_path), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "runbook needs Linux or macOS; on Windows run it inside WSL (wsl --install).\n"
