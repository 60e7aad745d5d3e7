import re

import click

from runbook.cli.commands import COMMANDS
from runbook.cli.exits import Exit
from runbook.cli.group import program_for
from runbook.cli.root_help import root_help


def test_every_command_is_listed_with_its_purpose() -> None:
    text = root_help()
    for name, (_, purpose) in COMMANDS.items():
        assert f"  {name} " in text
        assert purpose in text


def test_click_shows_the_same_text() -> None:
    program = program_for([])
    assert program.get_help(click.Context(program, info_name="runbook")) == root_help().rstrip("\n")


def test_every_option_of_the_root_is_listed() -> None:
    options = [option for param in program_for([]).params for option in param.opts if option.startswith("--")]
    assert options
    assert all(option in root_help() for option in options)


def test_every_exit_code_is_listed() -> None:
    numbers = re.findall(r"\d+", root_help().partition("Exit codes:")[2])
    assert set(map(int, numbers)) == set(Exit)
