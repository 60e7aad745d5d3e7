"""`runbook schema`: the JSON Schema of a document, for editors and for scripts."""

import click

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.cli.options import command as declared
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.suggest import did_you_mean
from runbook.documents.bundled import bundled
from runbook.reporting.frames import frame

SCHEMAS = ("playbook", "findings", "dry-run", "plan", "report", "why", "difference", "ledger")
"""Every schema that travels with the program, as `schemas/<name>.schema.json`."""


@declared("schema", epilog="Without a name: the names there are.")
@click.argument("name", required=False)
def command(name: str | None) -> Exit:
    """Print the JSON Schema called NAME: playbook, findings, dry-run, plan, report, why, difference or ledger."""
    if name is None:
        show.payload("".join(f"{one}\n" for one in SCHEMAS))
        return Exit.DONE
    if name not in SCHEMAS:
        finding = Diagnostic("unknown-schema", f"no schema {name}", subject=name, help=did_you_mean(name, SCHEMAS))
        show.painted_words(frame(finding))
        return Exit.INVALID
    show.payload(bundled(f"{name}.schema.json").text)
    return Exit.DONE
