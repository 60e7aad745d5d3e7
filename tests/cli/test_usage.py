import click
import pytest

from runbook.cli.group import program_for
from runbook.cli.usage import usage_finding
from runbook.diagnostics.diagnostic import Diagnostic


def finding(*arguments: str) -> Diagnostic:
    with pytest.raises(click.ClickException) as caught:
        program_for(arguments).main(list(arguments), prog_name="runbook", standalone_mode=False)
    return usage_finding(caught.value, arguments)


def test_a_misspelt_command_is_suggested() -> None:
    found = finding("exlpain")
    assert (found.rule, found.help) == ("unknown-command", 'did you mean "explain"?')


def test_a_misspelt_option_is_suggested() -> None:
    found = finding("runs", "list", "--ouptut", "json")
    assert (found.rule, found.help) == ("unknown-option", 'did you mean "--output"?')


def test_a_wrong_choice_says_which_there_are() -> None:
    found = finding("runs", "list", "-o", "xml")
    assert found.rule == "usage"
    assert "text" in found.message
    assert "json" in found.message
    assert found.subject == "runbook runs list -o xml"


def test_a_missing_argument_points_at_the_help() -> None:
    found = finding("runs", "show")
    assert (found.rule, found.help) == ("usage", "see: runbook runs show --help")
