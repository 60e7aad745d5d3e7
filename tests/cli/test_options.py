import click
import pytest

from runbook.cli.exits import Exit
from runbook.cli.options import asked_options, command, format_option


@command("sample", epilog="That is all.")
@format_option(("text", "sarif"))
def sample(output: str) -> Exit:
    """Say something."""
    assert output in ("text", "sarif")
    return Exit.FAILED if output == "sarif" else Exit.DONE


def test_what_a_command_returns_is_its_exit_code() -> None:
    assert sample.main([], standalone_mode=False) == Exit.DONE
    assert sample.main(["-o", "sarif"], standalone_mode=False) == Exit.FAILED


def test_an_unknown_format_is_a_usage_error() -> None:
    with pytest.raises(click.BadParameter):
        sample.main(["-o", "xml"], standalone_mode=False)


def test_help_is_payload_and_names_everything(capsys: pytest.CaptureFixture[str]) -> None:
    sample.main(["-h"], standalone_mode=False)
    said = capsys.readouterr().out
    for word in ("Say something.", "--output", "--help", "That is all."):
        assert word in said


@command("asking")
@asked_options()
def asking(
    playbook: str, inputs: tuple[str, ...], inputs_file: str | None, environment: str | None, servers: tuple[str, ...]
) -> Exit:
    """Ask for something."""
    assert (playbook, inputs, inputs_file, environment, servers) == ("x.yaml", ("a=1", "b=2"), None, "prod", ())
    return Exit.DONE


def test_what_a_run_is_asked_for_reads_the_same_for_every_command() -> None:
    given = ["x.yaml", "-i", "a=1", "--input", "b=2", "-e", "prod"]
    assert asking.main(given, standalone_mode=False) == Exit.DONE
