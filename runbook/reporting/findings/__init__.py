"""Formats for findings: one file each, all with `render(found, paint) -> str`, listed here."""

from collections.abc import Callable, Mapping

from runbook.reporting.findings import github, gitlab, json, junit, sarif, text
from runbook.reporting.findings.found import Found
from runbook.reporting.style import Paint

FORMATS: Mapping[str, Callable[[Found, Paint], str]] = {
    "text": text.render,
    "json": json.render,
    "sarif": sarif.render,
    "github": github.render,
    "gitlab": gitlab.render,
    "junit": junit.render,
}
"""Name on the command line -> format."""
