import os
import stat
import time
from pathlib import Path

import jsonschema
import pytest
from plan_project import PLAY, Project, say

from runbook.cli.plan_making import Wanted, make_plan
from runbook.cli.preparation import Asked
from runbook.documents.bundled import bundled
from runbook.documents.json_text import load_json


def rule(said: str) -> str:
    return said.partition("error[")[2].partition("]")[0]


def test_it_writes_a_private_document_of_the_published_shape_and_shows_it(project: Project) -> None:
    before = os.umask(0)
    try:
        done = project.plan()
    finally:
        os.umask(before)
    assert done.code == 0
    assert "POST http://127.0.0.1:…/case/id/c-91/cancel" in done.out
    assert "next: runbook approve change.plan.json" in done.err
    assert stat.S_IMODE(Path(project.file).stat().st_mode) == 0o600
    schema, _ = load_json(bundled("plan.schema.json"))
    assert schema is not None
    jsonschema.Draft202012Validator(schema.data).validate(project.document)
    plan = project.document["plan"]
    assert plan["approval"] == [{"playbook": "play.yaml", "approvers": 1, "signers": "allowed_signers"}]
    assert set(plan["sources"]) == {"play.yaml", "contracts/karmacheck.yaml", "inputs"}
    assert project.document["requested"]["principal"] == "ann@example.com"


def test_it_holds_no_secret(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = "kc-live-0123456789abcdefghij"
    monkeypatch.setenv("KARMACHECK_TOKEN", secret)
    project.play()
    words = ["play.yaml", "-e", "stage", "--server", "kc=http://127.0.0.1:1", "-o", project.file]
    assert say("plan", *words, "-i", "case_id=c-91").code == 0
    assert secret not in project.text
    (used,) = project.document["plan"]["secrets"]
    assert (used["name"], len(used["fingerprint"]), used["because"]) == ("KARMACHECK_TOKEN", 64, "")
    before = project.text
    done = say("plan", *words, "-i", f"case_id=c-{secret}")
    assert (done.code, rule(done.err)) == (2, "secret-in-plan")
    assert secret not in done.err
    assert project.text == before


def test_it_needs_no_secret(project: Project) -> None:
    project.play()
    done = say("plan", "play.yaml", "-e", "prod", "-o", project.file, "-i", "case_id=c-91")
    assert done.code == 0
    (used,) = project.document["plan"]["secrets"]
    assert (used["fingerprint"], used["because"]) == ("", "it was not there")


def test_who_asks_must_be_known_where_others_must_approve(project: Project) -> None:
    assert rule(project.plan(by=None).err) == "unsigned-plan"
    assert rule(project.plan(by="eve").err) == "unknown-signer"
    assert not Path(project.file).exists()


def test_it_replaces_a_plan_and_nothing_else(project: Project) -> None:
    first = project.plan()
    assert first.code == 0
    assert project.plan().code == 0
    done = say(
        "plan", "play.yaml", "-i", "case_id=c", "-e", "simulator", "-o", "play.yaml", "--key", project.key("ann")
    )
    assert (done.code, rule(done.err)) == (2, "plan-not-written")
    assert Path("play.yaml").read_text().startswith(PLAY)
    assert rule(say("plan", "play.yaml", "-i", "case_id=c", "-e", "simulator", "-o", "no/such/p.json").err) != ""


def test_a_plan_that_somebody_approved_is_not_replaced(project: Project) -> None:
    project.plan()
    assert project.approve("bob").code == 0
    before = Path(project.file).read_bytes()
    done = project.plan()
    assert (done.code, rule(done.err)) == (4, "plan-approved")
    assert "1 approval, by bob" in done.err
    assert Path(project.file).read_bytes() == before


def test_a_link_is_replaced_and_not_followed(project: Project) -> None:
    Path(project.file).symlink_to(project.place / "target")
    assert project.plan().code == 0
    assert not Path(project.file).is_symlink()
    assert not (project.place / "target").exists()


def test_standard_output_takes_the_document_alone(project: Project) -> None:
    project.file = "-"
    done = project.plan()
    Path("p.json").write_text(done.out)
    project.file = "p.json"
    assert done.err == ""
    assert project.approve("bob").code == 0


@pytest.mark.parametrize("time", ["never", "-1h", "0s", "400d", ""])
def test_a_plan_lasts_from_a_second_to_a_year(project: Project, time: str) -> None:
    assert project.plan("--expires", time).code == 2
    assert not Path(project.file).exists()


def test_a_playbook_without_a_path_makes_no_plan(project: Project) -> None:
    asked = Asked("-", ("case_id=c",), None, "simulator", ())
    assert make_plan(Wanted(asked, project.file, 60, None), time.time()) == 2


def test_inputs_that_are_wrong_make_no_plan(project: Project) -> None:
    done = say("plan", "play.yaml", "-i", "case_idd=c", "-e", "simulator", "-o", project.file)
    assert done.code == 2
    assert not Path(project.file).exists()
