"""Why a command goes no further."""

from typing import TYPE_CHECKING

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.deferred import deferred
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.frozen import frozen

if TYPE_CHECKING:
    from runbook.reporting import json_text
    from runbook.reporting.findings import found as findings_found
    from runbook.reporting.findings import json as findings_json
    from runbook.reporting.findings import text as findings_text
else:
    json_text = deferred("runbook.reporting.json_text")
    findings_found = deferred("runbook.reporting.findings.found")
    findings_json = deferred("runbook.reporting.findings.json")
    findings_text = deferred("runbook.reporting.findings.text")


@frozen
class Refusal:
    """What is in the way, and the exit code that says so."""

    findings: tuple[Diagnostic, ...]
    exit: Exit = Exit.INVALID


def refused(findings: Diagnostic | list[Diagnostic], exit: Exit = Exit.INVALID) -> Refusal:
    """A refusal for one finding or several."""
    return Refusal(tuple(findings) if isinstance(findings, list) else (findings,), exit)


def tell(refusal: Refusal, output: str, files: int = 1) -> Exit:
    """Say why: frames on standard error, or with `-o json` the findings as the payload; the exit code."""
    found = findings_found.Found(refusal.findings, files)
    if output == "json":
        show.payload(json_text.json_text(findings_json.described(found)))
    else:
        show.painted_words(findings_text.frames(found)[:-1])
    return refusal.exit
