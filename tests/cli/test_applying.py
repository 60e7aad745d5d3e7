import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from plan_project import APPROVAL, PLAY, Project, say

from runbook.cli.applying import SOURCE, apply
from runbook.interpreter.events import AttemptStarted, RunStarted
from runbook.planning.plan_file import rendered
from runbook.runtime.journal_contents import read_journal
from runbook.values.canonical import digest, digest_text

_MADE: dict[str, str] = {}


def approved(project: Project) -> None:
    """A plan of ann's that bob approved; made once, since every test begins with the same playbook."""
    if not _MADE:
        assert project.plan().code == 0
        assert project.approve("bob").code == 0
        _MADE["text"] = project.text
    Path(project.file).write_text(_MADE["text"])


def rule(said: str) -> str:
    return said.partition("error[")[2].partition("]")[0]


def test_what_was_approved_is_sent_once_and_the_journal_holds_it(project: Project) -> None:
    approved(project)
    done = project.apply()
    assert done.code == 0, done.err
    assert "✓ done" in done.out
    (journal,) = project.runs()
    contents = read_journal(journal)
    started = next(one.event for one in contents.events if isinstance(one.event, RunStarted))
    assert started.plan == digest_text(project.text)
    assert contents.documents[started.plan].name == SOURCE
    assert contents.documents[started.plan].text == project.text
    planned = {one["digest"] for step in project.document["plan"]["dry_run"]["steps"] for one in step["requests"]}
    sent = {one.event.digest for one in contents.events if isinstance(one.event, AttemptStarted)}
    assert planned <= sent
    again = project.apply()
    assert (again.code, rule(again.err)) == (4, "plan-used")
    assert journal.stem in again.err
    assert project.runs() == [journal]


def test_a_plan_that_nobody_must_approve_needs_no_key(project: Project) -> None:
    project.play()
    assert project.plan(by=None).code == 0
    assert project.apply("-o", "json").code == 0


@pytest.mark.parametrize("number", range(6))
def test_no_changed_byte_is_applied(project: Project, number: int) -> None:
    approved(project)
    data = Path(project.file).read_bytes()
    at = len(data) * number // 6 + number
    Path(project.file).write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    assert project.apply().code in (2, 4)
    assert project.runs() == []


def test_another_place_than_the_plans_is_refused(project: Project) -> None:
    approved(project)
    done = project.apply("-e", "prod")
    assert (done.code, rule(done.err)) == (4, "plan-elsewhere")
    assert "is for simulator, and not for prod" in done.err


def test_it_expires_and_the_clocks_must_agree(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    approved(project)
    import time

    assert apply(project.file, None, time.time() + 86_401, "text", yes=True) == 4
    assert "the plan expired at" in capsys.readouterr().err
    assert apply(project.file, None, time.time() - 3_600, "text", yes=True) == 4
    assert "and here it is" in capsys.readouterr().err
    assert project.runs() == []


def change_contract(project: Project) -> None:
    path = project.place / "api.yaml"
    path.write_text(path.read_text().replace("Cancelled", "Canceled"))


@pytest.mark.parametrize(
    ("change", "found", "words"),
    [
        (lambda project: project.play(APPROVAL + "# changed\n"), "plan-source-changed", "the playbook changed"),
        (lambda project: project.play(), "plan-source-changed", "the playbook changed"),
        (lambda project: (project.place / "play.yaml").unlink(), "unreadable-file", "play.yaml does not exist"),
        (lambda project: project.play("steps: []\n"), "duplicate-key", ""),
    ],
)
def test_a_changed_playbook_is_refused(
    project: Project, change: Callable[[Project], object], found: str, words: str
) -> None:
    approved(project)
    change(project)
    done = project.apply()
    assert (done.code, rule(done.err)) == (4, found), done.err
    assert words in done.err
    assert project.runs() == []


def edited(project: Project, *path: str, value: object) -> None:
    """As somebody writes it who knows how plans are sealed, and has no key."""
    document = project.document
    inner = document
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    members = {name: value for name, value in document.items() if name != "seal"}
    Path(project.file).write_text(rendered({**members, "seal": digest(members)}))


@pytest.mark.parametrize(
    ("path", "value", "found"),
    [
        (("plan", "engine"), "0.0.1", "plan-engine-changed"),
        (("plan", "adapters", "karmacheck", "digest"), "sha256:0", "plan-adapter-changed"),
        (("plan", "sources", "inputs"), "sha256:" + "0" * 64, "plan-source-changed"),
        (("plan", "sources", "contracts/karmacheck.yaml"), "sha256:" + "0" * 64, "plan-source-changed"),
        (("plan", "dry_run", "title"), "Something else", "plan-requests-changed"),
        (("plan", "dry_run", "production"), True, "plan-setting-changed"),
        (("plan", "approval"), [], "plan-setting-changed"),
        (("plan", "expires_at"), "2099-01-01T00:00:00Z", "bad-signature"),
        (("plan", "requested_by", "person"), "somebody", "bad-signature"),
        (("requested",), None, "unsigned-plan"),
        (("approvals",), [], "not-approved"),
    ],
)
def test_what_is_edited_and_sealed_again_is_not_what_was_made_or_signed(
    project: Project, path: tuple[str, ...], value: object, found: str
) -> None:
    approved(project)
    edited(project, *path, value=value)
    done = project.apply()
    assert (done.code, rule(done.err)) == (3 if found == "not-approved" else 4, found), done.err
    assert project.runs() == []


def test_an_input_cannot_be_edited(project: Project) -> None:
    approved(project)
    edited(project, "plan", "dry_run", "inputs", value={"case_id": "c-plain"})
    assert project.apply().code in (2, 4)
    assert project.runs() == []


def test_todays_allowed_signers_decide(project: Project) -> None:
    approved(project)
    project.allow("ann", "cay")
    done = project.apply()
    assert (done.code, rule(done.err)) == (4, "unknown-signer")
    assert "bob@example.com" in done.err
    project.allow("ann", "bob", options='valid-before="20200101"')
    assert project.apply().code == 4
    project.allow("ann", "bob", options='valid-after="20200101"')
    assert project.apply().code == 0


def test_too_few_approvals_need_a_person(project: Project) -> None:
    project.play(APPROVAL.replace("approvers: 1", "approvers: 2"))
    assert project.plan().code == 0
    done = project.apply()
    assert (done.code, rule(done.err)) == (3, "not-approved")
    assert "needs 2 approvals, and the plan has none" in done.err
    assert project.approve("bob").code == 0
    done = project.apply("-o", "json")
    assert done.code == 3
    assert "the plan has 1, by bob@example.com" in json.loads(done.out)["findings"][0]["message"]
    assert project.approve("cay").code == 0
    assert project.apply().code == 0


@pytest.mark.parametrize(("name", "text"), [("plan", "{}"), ("yaml", PLAY), ("empty", "")])
def test_other_files_are_no_plans(project: Project, name: str, text: str) -> None:
    Path(name).write_text(text)
    for command in (["apply", name], ["approve", name, "--key", project.key("bob"), "--yes"]):
        assert say(*command).code == 2
    assert say("apply", "missing").code == 2
    assert project.runs() == []


def test_a_credential_that_acts_for_somebody_else_is_refused(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.play()
    assert project.plan(by=None).code == 0
    edited(project, "plan", "secrets", value=[{**project.document["plan"]["secrets"][0], "acts_as": "group Else"}])
    done = project.apply()
    assert (done.code, rule(done.err)) == (4, "plan-credential-changed")
    assert "the plan was made to act as group Else; KARMACHECK_TOKEN now acts as group Screening" in done.err
    assert project.runs() == []
    assert not list(Path(os.environ["RUNBOOK_STATE"], "applied").glob("*.json"))
