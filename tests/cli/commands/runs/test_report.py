import json
import stat
from pathlib import Path

import jsonschema
import pytest
from prepared import FALLBACK, ROOT, place_of, prepared

from runbook.cli.carry_out import carry_out
from runbook.cli.commands.runs import command
from runbook.cli.commands.runs.report import command as report
from runbook.cli.exits import Exit
from runbook.reporting.dossiers import FORMATS


def said(*arguments: str) -> int:
    code: int = command.main(["report", *arguments], prog_name="runbook runs", standalone_mode=False)
    return code


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> str:
    """The name of a run that just ended."""
    carry_out(prepared("case_id=c-91", "service_ids=s1,s2"), "json", yes=False)
    return str(json.loads(capsys.readouterr().out)["run"])


def test_every_format_can_be_asked_for_and_the_first_is_markdown() -> None:
    (option,) = [one for one in report.params if one.name == "output"]
    assert list(getattr(option.type, "choices", ())) == list(FORMATS)


def test_the_report_is_markdown_on_standard_output(run: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(run) == Exit.DONE
    text = capsys.readouterr().out
    assert text.startswith("# ~ done with notes: Cancel a KarmaCheck case, its services first\n")
    assert "10 requests left this machine, each of them as the plan shows it." in text
    assert place_of(FALLBACK) in text


@pytest.mark.parametrize("format", list(FORMATS))
def test_a_report_is_written_privately(
    run: str, format: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report"
    assert said(run, "-o", format, "--to", str(path)) == Exit.DONE
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", f"written to {path}\n")
    assert run in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert said(run, "-o", format, "--to", str(path)) == Exit.DONE


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("run.html", "<!doctype html>"),
        ("run.HAR", '{\n  "log"'),
        ("run.json", '{\n  "run"'),
        ("run.md", "# "),
        ("run", "# "),
    ],
)
def test_the_ending_of_the_file_names_the_format(run: str, name: str, begins: str, tmp_path: Path) -> None:
    assert said(run, "--to", str(tmp_path / name)) == Exit.DONE
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


def test_a_format_that_is_named_wins_over_the_ending(run: str, tmp_path: Path) -> None:
    assert said(run, "-o", "markdown", "--to", str(tmp_path / "run.html")) == Exit.DONE
    assert (tmp_path / "run.html").read_text(encoding="utf-8").startswith("# ")


def test_the_json_has_the_published_shape(run: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(run, "-o", "json") == Exit.DONE
    found = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(json.loads((ROOT / "schemas/report.schema.json").read_text())).validate(found)
    assert found["tally"]["holds"] is True


def test_a_run_or_a_file_that_cannot_be_had_is_refused(
    run: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said("r-nothing") == Exit.INVALID
    assert "error[unknown-run]" in capsys.readouterr().err
    assert said("r-nothing", "-o", "json") == Exit.INVALID
    assert json.loads(capsys.readouterr().out)["findings"][0]["rule"] == "unknown-run"
    assert said(run, "--to", str(tmp_path)) == Exit.INVALID
    assert "error[unwritable-file]" in capsys.readouterr().err
