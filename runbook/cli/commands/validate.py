"""`runbook validate`: everything that can be known about playbooks and contracts without running them."""

import sys
from collections.abc import Sequence
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
from runbook.reporting.findings import FORMATS
from runbook.reporting.findings.found import Found, in_reading_order, once_each

if TYPE_CHECKING:
    from runbook import rules
    from runbook.rules import checked
else:
    rules = deferred("runbook.rules")
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
    """All findings over all files, each once."""
    reading = Reading()
    diagnostics: list[Diagnostic] = []
    files = 0
    for _, source, found in texts_of(paths):
        files += 1
        diagnostics += found if source is None else [*found, *check_text(source, reading)]
    return Found(in_reading_order(once_each(diagnostics)), files)


def check_text(source: Source, reading: Reading) -> list[Diagnostic]:
    """All findings about one text: a contract when it says `openapi`, else a playbook."""
    if CONTRACT.search(source.text):
        return reading.contract(source)
    return reading.findings(source, judge)


def judge(read: Read) -> list[Diagnostic]:
    """All findings about a playbook that was read; rules judge what is legal."""
    if read.procedure is None or read.document is None:
        return read.found
    whole = checked.Checked(read.document, read.procedure)
    return [*read.found, *(one for rule in rules.RULES.values() for one in rule.check(whole))]
