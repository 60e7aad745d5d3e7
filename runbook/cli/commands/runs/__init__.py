"""`runbook runs`: what happened on this machine."""

import click

from runbook.cli.commands.runs.list import command as list_command
from runbook.cli.commands.runs.report import command as report_command
from runbook.cli.commands.runs.show import command as show_command
from runbook.cli.options import help_option

command = click.Group("runs", add_help_option=False, no_args_is_help=False, help="List runs, show and report one.")
command.params.append(help_option())
for one in (list_command, show_command, report_command):
    command.add_command(one)
