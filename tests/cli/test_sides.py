import subprocess
from pathlib import Path

import pytest

from runbook.cli.refusal import Refusal
from runbook.cli.sides import both_sides

PLAYBOOKS = Path(__file__).parents[2] / "playbooks/karmacheck"
CASE, SERVICES = str(PLAYBOOKS / "cancel-case.yaml"), str(PLAYBOOKS / "cancel-services.yaml")


def rules(found: object) -> list[str]:
    assert isinstance(found, Refusal)
    return [one.rule for one in found.findings]


def test_two_playbooks_are_two_sides() -> None:
    sides = both_sides(CASE, SERVICES)
    assert not isinstance(sides, Refusal)
    assert [side.plan.name for side in sides] == ["karmacheck-cancel-case", "karmacheck-cancel-services"]


def test_what_is_wrong_with_either_is_told_at_once(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("runbook: 1\nname: [\n")
    assert rules(both_sides(str(broken), str(tmp_path / "missing.yaml"))) == ["unreadable-file"]
    assert len(rules(both_sides(str(broken), str(broken)))) == 2


def test_a_plan_and_a_playbook_cannot_be_compared(tmp_path: Path) -> None:
    plan = tmp_path / "change.plan.json"
    plan.write_text("{}")
    assert rules(both_sides(CASE, str(plan))) == ["not-comparable"]
    assert rules(both_sides(str(plan), str(plan))) == ["no-plan", "no-plan"]


def test_a_file_of_a_revision_is_a_side_under_its_own_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    play = tmp_path / "play.yaml"
    play.write_text(Path(CASE).read_text())
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run(["git", "-c", "user.email=a@b.c", "-c", "user.name=a", *arguments], check=True)
    play.write_text(Path(CASE).read_text().replace("within: 2m", "within: 5s"))
    sides = both_sides("HEAD:play.yaml", "play.yaml")
    assert not isinstance(sides, Refusal)
    assert [side.name for side in sides] == ["HEAD:play.yaml", "play.yaml"]
    assert [side.traits["case", "verify polls"] for side in sides] == [
        "every 5 s within 120 s",
        "every 5 s within 5 s",
    ]
    play.write_text("runbook: 1\nname: [\n")
    subprocess.run(["git", "-c", "user.email=a@b.c", "-c", "user.name=a", "commit", "-qam", "y"], check=True)
    found = both_sides("HEAD:play.yaml", "HEAD~1:play.yaml")
    assert isinstance(found, Refusal)
    assert [one.span.source.name for one in found.findings if one.span] == ["HEAD:play.yaml"]
    assert rules(both_sides("HEAD:none.yaml", "play.yaml")) == ["unreadable-file"]
