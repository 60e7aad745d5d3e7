"""`runbook runs report`: a run for people who were not there."""

from os.path import splitext

import click

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.cli.options import command as declared
from runbook.cli.refusal import Refusal, tell

_FORMATS = ("markdown", "html", "har", "json")
_ENDINGS = {".md": "markdown", ".html": "html", ".htm": "html", ".har": "har", ".json": "json"}
"""What a file's name says of its format."""


@declared("report", epilog="Example: runbook runs report r-20261121-093012-7f3a -o html --to run.html")
@click.argument("run")
@click.option(
    "-o",
    "--output",
    "output",
    type=click.Choice(_FORMATS),
    help="Format of the payload; without it FILE's ending says so, else markdown.",
)
@click.option("--to", "file", metavar="FILE", help="Write it there, for your eyes only (mode 0600).")
def command(run: str, output: str | None, file: str | None) -> Exit:
    """Report RUN: what happened first, every request and answer, what did not happen, what a person does now.

    RUN is a name from `runbook runs list`, or `last`.
    """
    from runbook.cli.dossiers import dossier_of
    from runbook.cli.recorded_run import recorded_run
    from runbook.reporting.dossiers import FORMATS

    format = output or _ENDINGS.get(splitext(file or "")[1].lower(), _FORMATS[0])
    found = recorded_run(run)
    if isinstance(found, Refusal):
        return tell(found, format)
    text = FORMATS[format](dossier_of(found))
    if file is None:
        show.payload(text)
        return Exit.DONE
    return _write(file, text)


def _write(file: str, text: str) -> Exit:
    from runbook.cli.written import write_file

    refusal = write_file(file, text)
    if refusal is not None:
        return tell(refusal, "text")
    show.words(f"written to {file}\n")
    return Exit.DONE
