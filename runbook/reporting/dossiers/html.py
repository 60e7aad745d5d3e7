"""A dossier as one HTML page: no script, nothing fetched, readable in the dark, on a telephone and on paper.

Jinja escapes every text (THREATS R20), what does not print is shown as an escape, and the page's own policy allows
nothing but its one style sheet, by its hash.
"""

import base64
import hashlib
import importlib.resources
from functools import cache

import jinja2

from runbook.reporting.dossiers.dossier import Dossier
from runbook.reporting.dossiers.entries import entries, remarks, smooth_runs
from runbook.reporting.dossiers.summary import (
    agreement_words,
    case,
    divided,
    doubt_words,
    facts,
    sentence,
    stats,
    tally_words,
    undone,
)
from runbook.reporting.escape import visible
from runbook.reporting.next_step import next_step
from runbook.reporting.request_text import where_text
from runbook.reporting.words import moment, run_words
from runbook.values.json_codec import read_json, write_json

_FOLDED_FROM = 8
_LONGEST_PRETTY = 100_000


def render(dossier: Dossier) -> str:
    """The whole page."""
    report = dossier.report
    style = _packaged("page.css")
    mark, words, role = run_words(report.state, running=report.running, closed=report.closed is not None)
    return _template().render(
        style=style,
        style_hash=_hash(style),
        dossier=dossier,
        report=report,
        where=where_text(report.environment, report.servers),
        mark=mark,
        words=words,
        role=role.value,
        sentence=sentence(report),
        case=case(report),
        stats=stats(report),
        advice=[divided(line) for line in next_step(report)],
        doubts=[(doubt_words(one), one.reason) for one in report.doubts],
        entries=entries(dossier),
        undone=undone(dossier),
        people=[(step.address, remark) for step in report.walk() for remark in remarks(step)],
        facts=facts(dossier),
        tally_words=tally_words(dossier),
        written=moment(report.last_at),
    )


def shown(text: str) -> str:
    """Text in which nothing invisible is left; line breaks stay."""
    return "\n".join(visible(line) for line in text.split("\n"))


def pretty(text: str) -> str:
    """A body on several lines when it is JSON."""
    if not text.startswith(("{", "[")) or len(text) > _LONGEST_PRETTY:
        return text
    try:
        return write_json(read_json(text), indent=2, ascii=False)
    except ValueError:
        return text


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: shown(value) if type(value) is str else value,
    )
    environment.filters["pretty"] = pretty
    environment.globals["groups"] = lambda listed: list(smooth_runs(listed, _FOLDED_FROM))
    environment.globals["agreed"] = agreement_words
    return environment.from_string(_packaged("page.html"))


@cache
def _packaged(name: str) -> str:
    """The text of a file beside this module, wherever the package is."""
    return importlib.resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(style: str) -> str:
    """The name by which a Content-Security-Policy allows one style sheet."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
