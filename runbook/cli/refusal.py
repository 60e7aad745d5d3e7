"""Why a command goes no further."""

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.frozen import frozen
from runbook.reporting.findings import json as findings_json
from runbook.reporting.findings import text as findings_text
from runbook.reporting.findings.found import Found
from runbook.reporting.json_text import json_text


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
    found = Found(refusal.findings, files)
    if output == "json":
        show.payload(json_text(findings_json.described(found)))
    else:
        show.painted_words(findings_text.frames(found)[:-1])
    return refusal.exit
