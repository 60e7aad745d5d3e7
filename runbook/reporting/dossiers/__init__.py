"""Formats for a whole run, for people who were not there: one file each, all with `render(dossier) -> str`."""

from collections.abc import Callable, Mapping

from runbook.reporting.dossiers import har, html, json, markdown
from runbook.reporting.dossiers.dossier import Dossier

FORMATS: Mapping[str, Callable[[Dossier], str]] = {
    "markdown": markdown.render,
    "html": html.render,
    "har": har.render,
    "json": json.render,
}
"""Name on the command line -> format."""
