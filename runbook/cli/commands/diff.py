"""`runbook diff`: what a change of a playbook or of a plan changes for the world."""

from collections.abc import Callable, Mapping

import click

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.cli.options import command as declared
from runbook.cli.options import format_option
from runbook.cli.refusal import Refusal, tell
from runbook.cli.sides import both_sides
from runbook.planning.difference import Difference, difference
from runbook.reporting.difference_json import difference_json
from runbook.reporting.difference_markdown import difference_markdown
from runbook.reporting.difference_text import difference_text
from runbook.reporting.json_text import json_text

FORMATS: Mapping[str, Callable[[Difference], None]] = {
    "text": lambda found: show.painted_payload(difference_text(found)),
    "markdown": lambda found: show.payload(difference_markdown(found)),
    "json": lambda found: show.payload(json_text(difference_json(found))),
}
"""Format -> how the difference is shown in it."""


@declared("diff", epilog="For a pull request: runbook diff main:cancel.yaml cancel.yaml")
@click.argument("old")
@click.argument("new")
@format_option(tuple(FORMATS))
@click.option("--exit-code", "tells", is_flag=True, help="Exit with 1 when something differs.")
def command(old: str, new: str, output: str, tells: bool) -> int:
    """Say what changed from OLD to NEW, two playbooks or two plan files: calls within reach, roads, requests.

    A side can be a file of a git revision: HEAD:cancel.yaml, with the contracts and playbooks of that revision.
    """
    sides = both_sides(old, new)
    if isinstance(sides, Refusal):
        return tell(sides, "json" if output == "json" else "text")
    found = difference(*sides)
    FORMATS[output](found)
    return Exit.FAILED if tells and not found.same else Exit.DONE
