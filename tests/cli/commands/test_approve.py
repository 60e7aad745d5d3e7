from click.testing import CliRunner

from runbook.cli.commands.approve import command


def test_it_needs_a_key() -> None:
    done = CliRunner().invoke(command, ["p.json"])
    assert done.exit_code == 2
    assert "--key" in done.output
