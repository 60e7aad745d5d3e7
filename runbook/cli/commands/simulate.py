"""`runbook simulate`: the three providers on this machine, until Ctrl-C."""

import threading

import click

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.cli.options import command as declared
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.reporting.frames import frame
from runbook.reporting.json_text import json_text
from runbook.reporting.style import Line, Piece, Role, line
from runbook.simulator.server import CONTROL, PROVIDERS, Simulator


@declared("simulate", epilog="The page lists ids that reach every outcome, and faults on demand. Ctrl-C ends it.")
@click.option(
    "--port", "port", type=click.IntRange(1, 65532), help="First of four ports in a row: page, then providers."
)
@click.option(
    "-o", "--output", "output", type=click.Choice(["text", "json"]), default="text", help="How to say where it serves."
)
def command(port: int | None, output: str) -> Exit:
    """Serve the simulated providers on loopback, with seeded ids, faults and a ledger."""
    names = (CONTROL, *PROVIDERS)
    ports = {name: port + index for index, name in enumerate(names)} if port is not None else {}
    simulator = Simulator(ports=ports)
    try:
        simulator.start()
    except OSError as error:
        help = "choose another --port, or leave it out for any that is free"
        finding = Diagnostic("port-taken", f"cannot serve: {error.strerror}", subject=f"port {port}", help=help)
        show.painted_words(frame(finding))
        return Exit.INVALID
    try:
        if output == "json":
            show.payload(json_text(simulator.describe()))
        else:
            show.painted_payload(_told(simulator))
        threading.Event().wait()
    finally:
        simulator.close()
    return Exit.DONE


def _told(simulator: Simulator) -> list[Line]:
    servers = simulator.servers
    lines = [line(Piece("serving on this machine; nothing here is real", Role.STRONG))]
    lines += [line(f"  {name:<11} {url}") for name, url in servers.items()]
    lines += [
        line("  page        ", Piece(simulator.control_url, Role.STRONG)),
        (),
        line(
            "use it: runbook run PLAYBOOK -e simulator --server NAME=URL, with the names and URLs above that it needs"
        ),
        line(Piece("the page lists ids to try, each with its whole command line", Role.DIM)),
        line(Piece("Ctrl-C ends it", Role.DIM)),
    ]
    return lines
