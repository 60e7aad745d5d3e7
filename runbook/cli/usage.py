"""What is wrong with a command line, in the shape of every other finding."""

from collections.abc import Sequence

import click

from runbook.cli.commands import COMMANDS
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.suggest import did_you_mean


def usage_finding(error: click.ClickException, arguments: Sequence[str]) -> Diagnostic:
    """The finding for an error of click's."""
    shown = "runbook " + " ".join(arguments)
    context = error.ctx if isinstance(error, click.UsageError) else None
    see = f"see: {context.command_path} --help" if context is not None else "see: runbook --help"
    match error:
        case click.NoSuchOption(option_name=name):
            return Diagnostic("unknown-option", f"no option {name}", subject=shown, help=_meant(name, context) or see)
        case click.BadParameter():
            return Diagnostic("usage", _bad_parameter(error), subject=shown, help=see)
        case click.UsageError() if _unknown_command(error, arguments):
            name = arguments[0]
            return Diagnostic(
                "unknown-command", f"no command {name}", subject=shown, help=did_you_mean(name, COMMANDS) or see
            )
        case _:
            return Diagnostic("usage", error.format_message().rstrip("."), subject=shown, help=see)


def _meant(name: str, context: click.Context | None) -> str:
    if context is None:
        return ""
    options = [option for one in context.command.get_params(context) for option in one.opts if option.startswith("--")]
    return did_you_mean(name, options)


def _bad_parameter(error: click.BadParameter) -> str:
    name = error.param.opts[0] if error.param is not None and error.param.opts else ""
    message = error.format_message().rstrip(".")
    return message or f"{name} is wrong"


def _unknown_command(error: click.UsageError, arguments: Sequence[str]) -> bool:
    return bool(arguments) and not arguments[0].startswith("-") and arguments[0] not in COMMANDS and bool(error.message)
