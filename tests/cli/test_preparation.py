import os
import shutil
from pathlib import Path

import pytest
from prepared import CASE, prepared

from runbook.cli.exits import Exit
from runbook.cli.preparation import Asked, as_values, prepare
from runbook.cli.reading import Reading
from runbook.cli.refusal import Refusal
from runbook.reporting.json_text import json_text
from runbook.reporting.plan_json import plan_json
from runbook.runtime.files import read_source


def refusal(
    playbook: str = CASE,
    *inputs: str,
    environment: str | None = "simulator",
    servers: tuple[str, ...] = (),
    file: str | None = None,
) -> Refusal:
    made = prepare(Asked(playbook, inputs, file, environment, servers))
    assert isinstance(made, Refusal)
    return made


def test_what_is_prepared_holds_everything_the_run_rests_on() -> None:
    made = prepared("case_id=c-91", "service_ids=s1,s2")
    assert made.inputs["service_ids"] == ["s1", "s2"]
    names = [source.name for source in made.sources]
    assert "inputs" in names
    assert any(name.endswith("cancel-case.yaml") for name in names)
    assert any("karmacheck" in name and "contract" in name for name in names)


def test_everything_in_the_way_is_said_at_once() -> None:
    found = refusal(CASE, "nope=1", environment="stagee")
    assert {one.rule for one in found.findings} == {"unknown-environment", "unknown-input", "missing-input"}


def test_the_graver_exit_code_counts() -> None:
    assert refusal(CASE, servers=("kc=http://example.com",)).exit is Exit.REFUSED
    assert refusal(CASE).exit is Exit.INVALID


def test_a_playbook_with_errors_shows_only_its_errors(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(Path(CASE).read_text().replace("kc.get_case\n", "kc.got_case\n"))
    assert {one.rule for one in refusal(str(path), "case_id=c-1").findings} == {"unknown-operation"}


@pytest.mark.parametrize(
    "value", ["../../admin", "a/b", "%2e%2e", "", "a\r\nb", "\x00", "{{7*7}}", "é" * 9, "x" * 100_000]
)
def test_an_id_that_could_be_another_url_is_refused_before_anything_is_sent(value: str) -> None:
    assert refusal(CASE, f"case_id={value}").findings


def test_a_profile_that_cannot_be_used_is_in_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "profile.yaml"
    path.write_text("secrets: { KARMACHECK_TOKEN: tw_sk_live_canary }\n")
    path.chmod(0o600)
    monkeypatch.setenv("RUNBOOK_PROFILE", str(path))
    found = refusal(CASE, "case_id=c-1", environment="stage").findings
    assert [one.rule for one in found] == ["profile"]
    assert "canary" not in str(found)


def test_plain_data_is_a_value_as_it_is() -> None:
    assert as_values({"a": [1, {"b": None}]}) == {"a": [1, {"b": None}]}


@pytest.mark.parametrize("services", ["s1,s2", "", '["a"]', "../x"])
@pytest.mark.parametrize("environment", ["simulator", "stage"])
def test_a_run_is_prepared_alike_from_the_text_and_from_the_kept_procedure(services: str, environment: str) -> None:
    asked = Asked(CASE, ("case_id=c-91", f"service_ids={services}"), None, environment, ())
    Reading().procedure(read_source(CASE)[0] or pytest.fail("no playbook"))
    kept = prepare(asked)
    shutil.rmtree(os.environ["RUNBOOK_CACHE"])
    fresh = prepare(asked)
    if isinstance(kept, Refusal) or isinstance(fresh, Refusal):
        assert kept == fresh
        return
    assert json_text(plan_json(kept.plan)) == json_text(plan_json(fresh.plan))
    assert [(one.name, one.text) for one in kept.sources] == [(one.name, one.text) for one in fresh.sources]
    assert (kept.procedure.digest, kept.inputs) == (fresh.procedure.digest, fresh.inputs)
