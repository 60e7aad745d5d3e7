from pathlib import Path

import pytest
from plan_project import APPROVAL, PLAY, Project, say

from runbook.cli.policies import approval_needed, describe, policies
from runbook.cli.preparation import Asked, Prepared, prepare
from runbook.planning.policy import Policy


def made(playbook: str = "play.yaml", environment: str = "simulator") -> Prepared:
    found = prepare(Asked(playbook, ("case_id=c",), None, environment, ()))
    assert isinstance(found, Prepared), found
    return found


@pytest.mark.parametrize(
    ("named", "environment", "needed"),
    [("", "prod", 1), ("", "stage", 0), ("", "simulator", 0), (", environments: [stage]", "stage", 1)],
)
def test_production_needs_approval_unless_the_playbook_names_places(
    project: Project, named: str, environment: str, needed: int
) -> None:
    project.play(f"approval: {{ signers: allowed_signers{named} }}\n")
    assert len(policies(made(environment=environment))) == needed


def test_what_a_used_playbook_demands_its_user_needs_too(project: Project) -> None:
    wrapper = PLAY[: PLAY.index("providers:")] + (
        "steps:\n  - { id: inner, use: play.yaml, with: { case_id: '{{ inputs.case_id }}' } }\n"
    )
    Path("outer.yaml").write_text(wrapper)
    assert policies(made("outer.yaml")) == (Policy("play.yaml", 1, "allowed_signers"),)


def test_run_refuses_and_says_the_three_commands(project: Project) -> None:
    done = say("run", "play.yaml", "-i", "case_id=c", "-e", "simulator", "--yes")
    assert done.code == 3
    for command in ("runbook plan play.yaml", "runbook approve", "runbook apply"):
        assert command in done.err
    assert project.runs() == []
    assert say("run", "play.yaml", "-i", "case_id=c", "-e", "simulator", "--dry-run").code == 0


def test_nothing_is_needed_where_nothing_is_demanded(project: Project) -> None:
    project.play(APPROVAL.replace("simulator", "prod"))
    assert approval_needed(made()) is None


def test_what_is_needed_has_words() -> None:
    one, two = Policy("a.yaml", 1, "signers"), Policy("b.yaml", 2, "others")
    assert describe((one, two)) == "1 approval (signers of a.yaml) and 2 approvals (others of b.yaml)"
