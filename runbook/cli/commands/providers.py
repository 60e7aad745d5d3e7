"""`runbook providers`: what can be called, and what it may answer."""

from pathlib import Path

import click

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.cli.options import command as declared
from runbook.cli.options import format_option, help_option
from runbook.cli.reading import Reading
from runbook.cli.refusal import refused, tell
from runbook.diagnostics.diagnostic import Diagnostic, has_errors
from runbook.diagnostics.source import Source, Span
from runbook.diagnostics.suggest import did_you_mean
from runbook.documents.bundled import BUNDLED_CONTRACTS
from runbook.providers.contract import Contract
from runbook.reporting.json_text import json_text
from runbook.reporting.providers_text import provider_json, provider_text, providers_text

command = click.Group(
    "providers", add_help_option=False, no_args_is_help=False, help="List providers, show what one can be asked to do."
)
command.params.append(help_option())


@declared("list")
@format_option()
def list_command(output: str) -> Exit:
    """List the contracts that travel with the program."""
    reading = Reading()
    contracts = [one for name in BUNDLED_CONTRACTS if (one := _contract(name, reading)[0]) is not None]
    if output == "json":
        show.payload(json_text([provider_json(contract) for contract in contracts]))
    else:
        show.painted_payload(providers_text(contracts))
    return Exit.DONE


@declared("show")
@click.argument("name")
@format_option()
def show_command(name: str, output: str) -> Exit:
    """Show a provider: NAME is one that travels with the program, or the path of an OpenAPI document."""
    if name not in BUNDLED_CONTRACTS and not Path(name).exists():
        help = did_you_mean(name, BUNDLED_CONTRACTS)
        missing = Diagnostic("unknown-provider", f"no provider and no file {name}", subject=name, help=help)
        return tell(refused(missing), output)
    contract, found = _contract(name, Reading())
    if contract is None or has_errors(found):
        return tell(refused(found), output)
    if output == "json":
        show.payload(json_text(provider_json(contract)))
    else:
        show.painted_payload(provider_text(contract))
    return Exit.DONE


command.add_command(list_command)
command.add_command(show_command)


def _contract(name: str, reading: Reading) -> tuple[Contract | None, list[Diagnostic]]:
    """The contract as a playbook beside it would see it."""
    path = Path(name)
    here = Source(str(path.parent / "providers"), name)
    reference = name if name in BUNDLED_CONTRACTS else path.name
    return reading.library.contract(reference, Span(here, 0, len(name)))
