from pathlib import Path

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
