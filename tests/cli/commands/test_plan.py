from click.testing import CliRunner
from plan_project import Project

from runbook.cli.commands.plan import command


def test_it_needs_a_place_for_the_plan() -> None:
    done = CliRunner().invoke(command, ["play.yaml"])
    assert done.exit_code == 2
    assert "--output" in done.output


def test_an_expiry_that_is_no_time_is_explained(project: Project) -> None:
    done = CliRunner().invoke(command, ["play.yaml", "-o", "p.json", "--expires", "soon"])
    assert done.exit_code == 2
    assert "90m, 24h or 2d" in done.output
