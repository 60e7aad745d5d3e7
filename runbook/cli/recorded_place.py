"""Where a recorded run went, and where it goes on."""

from collections.abc import Mapping, Sequence

from runbook.cli.exits import Exit
from runbook.cli.given import pairs
from runbook.cli.place import Place, elsewhere, names_of, simulator_elsewhere, urls_by_contract, uses_of
from runbook.cli.refusal import Refusal, refused
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.interpreter.events import RunStarted
from runbook.language.declared import ProviderUse
from runbook.language.procedure import Procedure
from runbook.providers.contract import Server
from runbook.providers.hosts import SIMULATOR, is_local
from runbook.reporting.next_step import close_command


def recorded_place(procedure: Procedure, started: RunStarted) -> Place:
    """The place as it was; its servers are named as the run named them."""
    uses = uses_of(procedure)
    servers = {name: _server(uses[name], started.environment, url) for name, url in started.servers.items()}
    return Place(started.environment, uses, servers, names_of(procedure))


def _server(use: ProviderUse, environment: str, url: str) -> Server:
    there = elsewhere(use, environment, url, use.contract.server(environment))
    return there or Server(url, environment, production=environment != SIMULATOR or not is_local(url))


def moved_servers(place: Place, given: Sequence[str], run: str) -> dict[str, str] | Refusal:
    """Contract name -> where its simulator is now, from `--server`; a real provider is where it was."""
    named = pairs("--server", given)
    if isinstance(named, Refusal):
        return named
    if named and place.environment != SIMULATOR:
        message = f"this run is in {place.environment} and goes on where it began"
        help = "leave --server out; only a simulator can be elsewhere than before"
        return refused(Diagnostic("unsafe-server", message, subject="--server", help=help), Exit.REFUSED)
    moved = urls_by_contract(place.names, named)
    if isinstance(moved, Refusal):
        return moved
    return simulator_elsewhere(place.environment, moved) or _reachable(place, moved, run)


def _reachable(place: Place, moved: Mapping[str, str], run: str) -> dict[str, str] | Refusal:
    """A simulator that lived in the run's own process is gone, with all it knew."""
    gone = [name for name in place.simulated if name not in moved]
    if not gone:
        return dict(moved)
    servers = " ".join(f"--server {name}=URL" for name in gone)
    return refused(
        Diagnostic(
            "simulator-gone",
            f"the simulator of {', '.join(gone)} lived in the process of the run, and is gone with it",
            subject="-e simulator",
            help=f"give the run up: {close_command(run)}; "
            f"or, where another simulator knows what was sent, add {servers}; "
            "runs that are to be resumed take one that stays: runbook simulate",
        ),
        Exit.REFUSED,
    )
