"""`runbook validate`: everything that can be known about playbooks and contracts without running them."""

import sys
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import click

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.cli.finding_files import CONTRACT, texts_of
from runbook.cli.options import command as declared
from runbook.cli.options import format_option
from runbook.cli.reading import Read, Reading
from runbook.deferred import deferred
from runbook.diagnostics.diagnostic import Diagnostic, Severity, has_errors
from runbook.diagnostics.source import Source
from runbook.planning.proved import Examined, Proof
from runbook.reporting.findings import FORMATS
from runbook.reporting.findings.found import Found, in_reading_order, once_each

if TYPE_CHECKING:
    from runbook import rules
    from runbook.planning import proof
    from runbook.planning.proof import Prover
    from runbook.rules import checked
else:
    rules = deferred("runbook.rules")
    proof = deferred("runbook.planning.proof")
    checked = deferred("runbook.rules.checked")


@declared("validate", epilog="Exit code 0: no errors; 2: errors (with --strict: warnings too).")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@format_option(tuple(FORMATS))
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
def command(paths: tuple[str, ...], output: str, strict: bool) -> Exit:
    """Check playbooks and contracts: files, or directories with everything below them; - is standard input."""
    found = check(paths)
    show.payload(FORMATS[output](found, show.paint_for(sys.stdout)))
    failed = has_errors(found.diagnostics) or (strict and found.count(Severity.WARNING) > 0)
    return Exit.INVALID if failed else Exit.DONE


def check(paths: Sequence[str]) -> Found:
    """All findings over all files, each once, and the proofs in the order of the files."""
    examining = Examining()
    diagnostics: list[Diagnostic] = []
    proofs: list[Proof] = []
    files = 0
    for _, source, found in texts_of(paths):
        files += 1
        examined = Examined(tuple(found)) if source is None else examining.text(source)
        diagnostics += (*found, *examined.findings) if source is not None else found
        proofs += [examined.proof] if examined.proof is not None else []
    return Found(in_reading_order(once_each(diagnostics)), files, tuple(proofs))


class Examining:
    """Looks at texts; what is alike in them is proved once."""

    def __init__(self) -> None:
        self._reading = Reading()

    @cached_property
    def _prover(self) -> "Prover":
        """Needed only where something is read anew."""
        return proof.Prover()

    def text(self, source: Source) -> Examined:
        """All that is known about one text: a contract when it says `openapi`, else a playbook."""
        if CONTRACT.search(source.text):
            return Examined(tuple(self._reading.contract(source)))
        return self._reading.examined(source, self._judge)

    def _judge(self, read: Read) -> Examined:
        """Rules judge what is legal, and what has no error is put to the proof."""
        if read.procedure is None or read.document is None:
            return Examined(tuple(read.found))
        whole = checked.Checked(read.document, read.procedure)
        found = [*read.found, *(one for rule in rules.RULES.values() for one in rule.check(whole))]
        proved = Examined() if has_errors(found) else self._prover.check(read.procedure)
        return Examined((*found, *proved.findings), proved.proof)
