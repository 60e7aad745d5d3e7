from plan_project import Project, say


def test_plan_approve_apply(project: Project) -> None:
    assert project.plan().code == 0
    assert say("approve", project.file, "--key", project.key("cay"), "--yes").code == 0
    done = say("apply", project.file, "-e", "simulator")
    assert done.code == 0
    assert "1 irreversible" in done.out
