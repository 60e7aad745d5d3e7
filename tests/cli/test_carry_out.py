import json
import os
import stat
from pathlib import Path

import jsonschema
import pytest
from prepared import CASE, ROOT, prepared

from runbook.cli.carry_out import carry_out
from runbook.cli.exits import Exit
from runbook.frozen import replace
from runbook.runtime.journal_contents import read_journal
from runbook.runtime.run_list import list_runs
from runbook.runtime.state import runs_directory, state_directory


def runs() -> Path:
    return runs_directory(state_directory(os.environ))


@pytest.mark.parametrize(
    ("inputs", "code", "said"),
    [
        (["case_id=c-plain", "service_ids=s1,s2"], Exit.DONE, "✓ done"),
        (["case_id=c-91", "service_ids=s1,s2"], Exit.DONE, "~ done with notes"),
        (["case_id=c-trace", "service_ids=s-trace"], Exit.PERSON, "→ handed over"),
        (["case_id=c-unknown"], Exit.PERSON, "no such case"),
        (["case_id=c-plain--reply-lost"], Exit.DONE, "get_case shows that it happened"),
        (["case_id=c-plain--error-after"], Exit.DONE, "get_case shows that it happened"),
        (["case_id=c-plain--rate-limited"], Exit.DONE, "1 retry"),
    ],
)
def test_every_ending_has_its_words_and_its_exit_code(
    inputs: list[str], code: Exit, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert carry_out(prepared(*inputs), "text", yes=False) == code
    assert said in capsys.readouterr().out


def test_the_report_for_machines_has_the_published_shape(capsys: pytest.CaptureFixture[str]) -> None:
    carry_out(prepared("case_id=c-91", "service_ids=s1,s2"), "json", yes=False)
    report = json.loads(capsys.readouterr().out)
    schema = json.loads((ROOT / "schemas/report.schema.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(report)
    assert report["state"] == "done_with_notes"


def test_the_journal_is_private_and_holds_everything_the_run_was_made_of() -> None:
    carry_out(prepared("case_id=c-plain"), "text", yes=False)
    (entry,) = list_runs(runs())
    assert stat.S_IMODE(entry.path.stat().st_mode) == 0o600
    assert not entry.running
    texts = [source.text for source in read_journal(entry.path).documents.values()]
    assert Path(CASE).read_text() in texts
    assert any('"case_id":"c-plain"' in text for text in texts)


def test_without_a_place_for_the_journal_nothing_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("RUNBOOK_STATE", str(tmp_path / "file"))
    assert carry_out(prepared(), "text", yes=False) == Exit.INVALID
    said = capsys.readouterr()
    assert "state-directory" in said.err
    assert said.out == ""


def test_an_unconfirmed_run_leaves_no_journal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KARMACHECK_TOKEN", "canary-0123456789")
    assert carry_out(prepared(environment="prod"), "text", yes=False) == Exit.PERSON
    assert list_runs(runs()) == []


def test_a_ca_file_that_cannot_be_used_any_more_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KARMACHECK_TOKEN", "canary-0123456789")
    made = prepared(environment="stage")
    gone = replace(made, profile=replace(made.profile, ca_file="nowhere.pem", name="profile.yaml"))
    assert carry_out(gone, "text", yes=False) == Exit.INVALID
    assert "error[profile]" in capsys.readouterr().err
