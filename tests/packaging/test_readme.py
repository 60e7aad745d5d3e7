"""Every command in the README works as it says."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines() if line.startswith("runbook ")]


def environment(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LC_ALL"}}
    return {
        **kept,
        "HOME": str(tmp_path),
        "RUNBOOK_STATE": str(tmp_path / "state"),
        "RUNBOOK_CACHE": str(tmp_path / "c"),
    }


@pytest.mark.parametrize("block", [block for block in BLOCKS if block.startswith("runbook ")])
def test_the_commands_of_a_block_of_the_tour_exit_as_they_say(block: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "playbooks", tmp_path / "playbooks")
    for line in block.splitlines():
        command, _, comment = line.partition("#")
        wanted = re.search(r"exits (\d+)", comment)
        done = subprocess.run(
            [sys.executable, "-m", *shlex.split(command)],
            cwd=tmp_path,
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        assert done.returncode == int(wanted[1] if wanted else 0), line + done.stdout + done.stderr
        assert "Traceback" not in done.stderr


def test_the_tour_has_commands() -> None:
    assert len(COMMANDS) > 10


def test_the_first_command_runs_the_main_job_on_the_simulator() -> None:
    first = next(block for block in BLOCKS if "pip install" in block)
    assert "runbook run playbooks/karmacheck/cancel-case.yaml -e simulator -i case_id=c-91" in first


def test_ci_calls_the_test_command_of_the_readme() -> None:
    marked = re.search(r"<!-- tests -->\n```sh\n(.*?)\n```", README)
    assert marked is not None
    assert "-m pytest" in marked[1]
    assert "<!-- tests -->" in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_the_playbook_in_the_readme_is_a_valid_one(tmp_path: Path) -> None:
    text = next(block for block in re.findall(r"```yaml\n(.*?)```", README, re.DOTALL) if "runbook: 1" in block)
    (tmp_path / "playbook.yaml").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "runbook", "validate", str(tmp_path / "playbook.yaml"), "--strict"],
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_exit_code_of_the_readme_is_one_of_the_programs() -> None:
    from runbook.cli.exits import Exit

    table = README.split("### Exit codes")[1].split("## The architecture")[0]
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)} == {int(code) for code in Exit}


def test_the_contract_in_the_readme_is_a_valid_one(tmp_path: Path) -> None:
    text = next(block for block in re.findall(r"```yaml\n(.*?)```", README, re.DOTALL) if "openapi: 3.1.0" in block)
    (tmp_path / "contract.yaml").write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "runbook", "validate", str(tmp_path / "contract.yaml"), "--strict"],
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
