from pathlib import Path

from plan_project import Project

from runbook.cli.exits import Exit
from runbook.cli.plan_files import OpenPlan, applied_plans, open_plan, over, used, was_used, write_plan
from runbook.cli.refusal import Refusal
from runbook.frozen import replace
from runbook.runtime.applied import Application


def opened(project: Project) -> OpenPlan:
    project.play()
    assert project.plan(by=None).code == 0
    found = open_plan(project.file)
    assert isinstance(found, OpenPlan)
    return found


def test_a_file_is_read_as_it_was_written(project: Project) -> None:
    found = opened(project)
    assert found.source.text == project.text == found.file.text


def test_altered_is_refused_and_anything_else_invalid(project: Project) -> None:
    opened(project)
    Path("altered").write_text(project.text.replace("c-91", "c-92"))
    Path("crlf").write_bytes(project.text.replace("\n", "\r\n").encode())
    Path("cut").write_text(project.text[:-10])
    for name, code in (("altered", Exit.REFUSED), ("crlf", Exit.REFUSED), ("cut", Exit.INVALID), ("no", Exit.INVALID)):
        found = open_plan(name)
        assert isinstance(found, Refusal)
        assert found.exit is code, name


def test_a_plan_has_a_time(project: Project) -> None:
    file = opened(project).file
    at, until = file.saved.made.at, file.saved.made.until
    assert over(file, "p", at) is None
    assert over(file, "p", until - 1) is None
    assert over(file, "p", at - 299) is None
    for now, rule in ((until, "plan-expired"), (until + 10**9, "plan-expired"), (at - 301, "plan-early")):
        found = over(file, "p", now)
        assert isinstance(found, Refusal)
        assert (found.exit, found.findings[0].rule) == (Exit.REFUSED, rule)


def test_a_used_plan_names_its_run(project: Project) -> None:
    file = opened(project).file
    assert used(file, "p") is None
    plans = applied_plans()
    assert not isinstance(plans, Refusal)
    plans.claim(Application(file.saved.made.id, "r-1", 0.0, "ann"))
    found = used(file, "p")
    assert isinstance(found, Refusal)
    assert found.findings[0].message == "the plan was applied at 1970-01-01 00:00:00Z by ann, as run r-1"
    assert "cannot be read" in was_used(Application("p-1"), "p").findings[0].message


def test_a_place_that_cannot_be_written_is_said(project: Project) -> None:
    file = opened(project).file
    found = write_plan("no/such/folder/p.json", file)
    assert isinstance(found, Refusal)
    assert found.findings[0].rule == "plan-not-written"
    assert write_plan("again.json", replace(file)) is None
    assert Path("again.json").read_text() == file.text
