"""What several commands have in common: how a command is declared, and options that mean the same everywhere."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

from runbook.cli import show
from runbook.cli.exits import Exit

if TYPE_CHECKING:
    from runbook.cli.same_identity import Vouched

F = TypeVar("F", bound=Callable[..., int])
"""The function of a command: what it returns is the exit code."""


def help_option() -> click.Option:
    """`--help`, printed through the one door that output has."""

    def show_help(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
        del param
        if wanted and not ctx.resilient_parsing:
            show.payload(ctx.command.get_help(ctx).rstrip("\n") + "\n")
            ctx.exit(Exit.DONE)

    return click.Option(
        ["--help", "-h"], is_flag=True, is_eager=True, expose_value=False, callback=show_help, help="Print this."
    )


def command(name: str, *, epilog: str = "") -> Callable[[Callable[..., int]], click.Command]:
    """A command; its docstring is its help."""

    def declare(function: Callable[..., int]) -> click.Command:
        made = click.command(name, add_help_option=False, epilog=epilog or None)(function)
        made.params.append(help_option())
        return made

    return declare


def format_option(formats: Sequence[str] = ("text", "json")) -> Callable[[F], F]:
    """`-o`: the first format is the default."""
    return click.option(
        "-o", "--output", "output", type=click.Choice(list(formats)), default=formats[0], help="Format of the payload."
    )


def again_option() -> Callable[[F], F]:
    """`--again` of the commands that send."""
    return click.option("--again", is_flag=True, help="Repeat operations that an earlier run already performed.")


def yes_option() -> Callable[[F], F]:
    """`--yes` of the commands that let a run go on."""
    return click.option("--yes", is_flag=True, help="Confirm going on in production.")


def identity_options() -> Callable[[F], F]:
    """Options for a person who takes a run up with other credentials than it began with."""
    same = click.option(
        "--same-identity", is_flag=True, help="The new credential is of the same account, though it does not say so."
    )
    other = click.option("--as-other", is_flag=True, help="Go on as another account than before.")
    because = click.option("--because", metavar="TEXT", default="", help="How you know, or why it may; recorded.")
    return lambda function: same(other(because(function)))


def said_of_identity(*, same_identity: bool, as_other: bool, because: str) -> "Vouched":
    """Return what these options say. Errors: click.UsageError when one is without the other."""
    from runbook.cli.same_identity import Vouched

    context = click.get_current_context()
    if same_identity and as_other:
        raise click.UsageError("say one of --same-identity and --as-other", context)
    if (same_identity or as_other) and not because.strip():
        raise click.UsageError("--same-identity and --as-other need a --because that others can check", context)
    if because and not (same_identity or as_other):
        raise click.UsageError("--because belongs to --same-identity or --as-other", context)
    return Vouched(same_identity, as_other, because.strip())


def server_option() -> Callable[[F], F]:
    """`--server` of the commands that let a run go on."""
    return click.option(
        "--server", "servers", multiple=True, metavar="PROVIDER=URL", help="Where a simulator is now; never a provider."
    )


def asked_options() -> Callable[[F], F]:
    """What a run is asked for: the playbook, its inputs, where it goes."""
    options = (
        click.argument("playbook"),
        click.option(
            "-i", "--input", "inputs", multiple=True, metavar="NAME=VALUE", help="One input; repeat it for others."
        ),
        click.option("--inputs", "inputs_file", metavar="FILE", help="A YAML or JSON file of inputs; -i wins over it."),
        click.option("-e", "--environment", metavar="NAME", help="Where: nothing is chosen for you."),
        click.option(
            "--server", "servers", multiple=True, metavar="PROVIDER=URL", help="Another server for one provider."
        ),
    )

    def declare(function: F) -> F:
        for option in reversed(options):
            function = option(function)
        return function

    return declare
