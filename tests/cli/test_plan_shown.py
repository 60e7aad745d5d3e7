from pathlib import Path

from plan_project import Project

from runbook.cli.plan_files import OpenPlan, open_plan
from runbook.cli.plan_shown import shown
from runbook.cli.planned import planned_text, planning_keyring
from runbook.cli.preparation import Asked, Prepared, prepare
from runbook.reporting.style import paint_plain
from runbook.runtime.secret_memory import SecretMemory


def test_the_document_alone_shows_what_a_dry_run_shows(project: Project) -> None:
    assert project.plan().code == 0
    assert project.approve("bob").code == 0
    prepared = prepare(Asked("play.yaml", ("case_id=c-91",), None, "simulator", ()))
    assert isinstance(prepared, Prepared)
    dry = paint_plain(planned_text(prepared, planning_keyring(prepared, SecretMemory()))).splitlines()
    Path("play.yaml").unlink()
    opened = open_plan(project.file)
    assert isinstance(opened, OpenPlan)
    said = paint_plain(shown(opened.file)).splitlines()
    own = [line for line in said if line not in dry]
    assert own == said[1:6]
    assert [line.split(":")[0].strip() for line in own] == [
        "plan",
        "asked for by",
        "can be applied",
        "KARMACHECK_TOKEN acts as",
        "approved by",
    ]
    assert [line for line in dry if line not in said] == [
        "  karmacheck acts as: group Screening Operations of company Simulated Screening Inc."
    ]
    assert "ann@example.com with SHA256:" in said[2]
    assert "bob@example.com with SHA256:" in said[5]
