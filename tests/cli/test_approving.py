import os
import stat
import time
from pathlib import Path

import pytest
from plan_project import APPROVAL, Project, public, say
from test_confirmation import at_terminal

from runbook.cli.approving import approve


def rule(said: str) -> str:
    return said.partition("error[")[2].partition("]")[0]


@pytest.fixture
def planned(project: Project) -> Project:
    project.play(APPROVAL.replace("approvers: 1", "approvers: 2"))
    assert project.plan().code == 0
    return project


def test_an_approval_says_whose_it_is_and_what_is_missing(planned: Project) -> None:
    os.chmod(planned.file, 0o644)
    done = planned.approve("bob")
    assert done.code == 0
    assert "approved by: bob@example.com with SHA256:" in done.out
    assert "needs 2 approvals, and the plan has 1, by bob@example.com" in done.err
    assert "next: runbook apply" in planned.approve("cay").err
    assert [one["principal"] for one in planned.document["approvals"]] == ["bob@example.com", "cay@example.com"]
    assert stat.S_IMODE(Path(planned.file).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("who", "found"), [("ann", "own-approval"), ("eve", "unknown-signer"), ("bob", "approved-twice")]
)
def test_who_may_not_approve_changes_nothing(planned: Project, who: str, found: str) -> None:
    assert planned.approve("bob").code == 0
    before = planned.text
    done = planned.approve(who)
    assert (done.code, rule(done.err)) == (4, found)
    assert planned.text == before


def test_a_second_key_does_not_make_a_second_person(planned: Project) -> None:
    signers = Path("allowed_signers")
    signers.write_text(signers.read_text().replace("cay@example.com", "ann@example.com"))
    done = planned.approve("cay")
    assert (done.code, rule(done.err)) == (4, "own-approval")
    signers.write_text(signers.read_text().replace("ann@example.com", "bob@example.com"))
    signers.write_text(signers.read_text().replace("bob@example.com", "ann@example.com", 1))
    assert planned.approve("bob").code == 0
    assert rule(planned.approve("cay").err) == "approved-twice"


def test_where_the_repository_is_not_the_approval_is_judged_later(planned: Project) -> None:
    Path("allowed_signers").rename("elsewhere")
    done = planned.approve("eve")
    assert done.code == 0
    assert "cannot be looked up here" in done.err
    Path("elsewhere").rename("allowed_signers")
    assert rule(planned.apply().err) == "unknown-signer"


def test_without_a_person_the_plan_is_shown_and_not_signed(planned: Project) -> None:
    before = planned.text
    done = say("approve", planned.file, "--key", planned.key("bob"))
    assert done.code == 3
    assert "POST http://127.0.0.1:…/case/id/c-91/cancel" in done.out
    assert "add --yes" in done.err
    assert say("approve", planned.file, "--key", planned.key("bob"), "-o", "json").out == before
    assert planned.text == before


@pytest.mark.parametrize(("typed", "code"), [("approve\n", 0), ("yes\n", 3), ("", 3)])
def test_a_person_signs_below_the_plan(
    planned: Project, monkeypatch: pytest.MonkeyPatch, typed: str, code: int
) -> None:
    words = at_terminal(monkeypatch, typed)
    assert approve(planned.file, planned.key("bob"), time.time(), "text", yes=False) == code
    assert "/case/id/c-91/cancel" in words.getvalue()
    assert len(planned.document["approvals"]) == (1 if code == 0 else 0)


def test_what_is_over_or_altered_is_not_approved(planned: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert approve(planned.file, planned.key("bob"), time.time() + 90_000, "text", yes=True) == 4
    assert "plan-expired" in capsys.readouterr().err
    Path(planned.file).write_text(planned.text.replace("c-91", "c-92"))
    done = planned.approve("bob")
    assert (done.code, rule(done.err)) == (4, "plan-altered")


def test_a_key_that_is_none_is_said(planned: Project) -> None:
    before = planned.text
    done = say("approve", planned.file, "--key", "missing", "--yes")
    assert (done.code, rule(done.err)) == (2, "signing")
    assert planned.text == before


def test_without_ssh_keygen_the_program_is_named(planned: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(planned.place))
    done = planned.approve("bob")
    assert (done.code, rule(done.err)) == (2, "ssh-keygen")
    assert "there is no program ssh-keygen" in done.err


@pytest.mark.parametrize(
    "lines",
    [
        "bob@x {bob}\nann@x {bob}\nann@x {ann}\n",
        "ann@x {ann}\nbob@x {bob}\nann@x,zoe@x {bob}\n",
        "ann@x {ann}\nbob@x {bob}\n*@x {bob}\n",
        "zoe@x {ann}\nan*@x {ann}\nbob@x {bob}\n*@x {bob}\n",
        'bob@x {bob}\nann@x valid-before="20200101" {bob}\nann@x {ann}\n',
    ],
)
def test_a_second_key_under_another_name_is_still_the_requesters(lines: str, project: Project) -> None:
    keys = {name: public(project.key(name)) for name in ("ann", "bob")}
    (project.place / "allowed_signers").write_text(lines.format(**keys))
    assert project.plan().code == 0
    approved = project.approve("bob")
    assert approved.code == 4
    assert "own-approval" in approved.err


def test_two_keys_of_one_person_are_one_approval(project: Project) -> None:
    keys = {name: public(project.key(name)) for name in ("ann", "bob", "cay")}
    text = "ann@x {ann}\nbob@x {bob}\ncay@x {cay}\nbob@x {cay}\n".format(**keys)
    (project.place / "allowed_signers").write_text(text)
    assert project.plan().code == 0
    assert project.approve("cay").code == 0
    twice = project.approve("bob")
    assert twice.code == 4
    assert "approved-twice" in twice.err
