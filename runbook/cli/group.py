"""Click's part: only the commands that the arguments name are imported, and usage errors get our own shape."""

import importlib
import os
from collections.abc import Sequence

import click

from runbook import __version__
from runbook.cli import show
from runbook.cli.commands import COMMANDS
from runbook.cli.exits import Exit
from runbook.cli.options import help_option
from runbook.cli.root_help import COMPLETION, root_help
from runbook.runtime.state import RELATIVE_HELP, relative_places


class Program(click.Group):
    """The root, which shows the same help as without click."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The root's help."""
        del ctx
        formatter.write(root_help())


def program_for(arguments: Sequence[str]) -> click.Group:
    """The root with the commands that the arguments can mean; all of them for a shell that completes."""
    names = list(COMMANDS) if COMPLETION in os.environ else [name for name in arguments if name in COMMANDS][:1]
    program = Program("runbook", add_help_option=False, commands={name: load_command(name) for name in names})
    program.params += [help_option(), _version_option()]
    return program


def load_command(name: str) -> click.Command:
    """The command of that name; its module is imported now."""
    command: click.Command = importlib.import_module(COMMANDS[name][0]).command
    return command


def invoke(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name; its exit code."""
    relative = relative_places(os.environ)
    if relative and not {"--help", "-h"} & set(arguments):
        return _refuse(relative)
    try:
        result = program_for(arguments).main(list(arguments), prog_name="runbook", standalone_mode=False)
    except click.ClickException as error:
        from runbook.cli.usage import usage_finding
        from runbook.reporting.frames import frame

        show.painted_words(frame(usage_finding(error, arguments)))
        return Exit.INVALID
    except click.Abort:
        raise KeyboardInterrupt from None
    return result if isinstance(result, int) else Exit.DONE


def _refuse(relative: Sequence[str]) -> int:
    """A state or a cache that moves with the working directory would know nothing of what was done."""
    from runbook.cli.refusal import refused, tell
    from runbook.diagnostics.diagnostic import Diagnostic

    message = "this must be an absolute path"
    return tell(
        refused([Diagnostic("state-directory", message, subject=one, help=RELATIVE_HELP) for one in relative]), "text"
    )


def _version_option() -> click.Option:
    def show_version(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
        del param
        if wanted and not ctx.resilient_parsing:
            show.payload(f"runbook {__version__}\n")
            ctx.exit(Exit.DONE)

    return click.Option(
        ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=show_version, help="Print the version."
    )
