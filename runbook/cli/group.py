"""Click's part: commands that are imported when they run, and usage errors in our own shape."""

import importlib
from collections.abc import Sequence

import click

from runbook.cli import show
from runbook.cli.commands import COMMANDS
from runbook.cli.exits import Exit
from runbook.cli.root_help import root_help
from runbook.cli.usage import usage_finding


class Program(click.Group):
    """The table of commands as a click group."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command = module.command
        return command if isinstance(command, click.Command) else None

    def get_help(self, ctx: click.Context) -> str:
        """The same text as without click."""
        del ctx
        return root_help().rstrip("\n")


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
def program() -> None:
    """Declarative runbooks for API operations that cannot be undone."""


def invoke(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name; its exit code."""
    try:
        result = program.main(list(arguments), prog_name="runbook", standalone_mode=False)
    except click.ClickException as error:
        from runbook.reporting.frames import frame

        show.painted_words(frame(usage_finding(error, list(arguments))))
        return Exit.INVALID
    except click.Abort:
        raise KeyboardInterrupt from None
    return result if isinstance(result, int) else Exit.DONE
