"""`runbook explain`: what a finding means."""

import click

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.cli.options import command as declared
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.suggest import closest
from runbook.reporting.frames import frame
from runbook.reporting.markdown_text import markdown_text
from runbook.reporting.style import Line, Piece, Role, line
from runbook.rules import RULES
from runbook.rules.catalogue import CATALOGUE


@declared("explain", epilog="Without a name: every name, with one line each.")
@click.argument("rule", required=False)
def command(rule: str | None) -> Exit:
    """Say what RULE finds, why it matters, and what to do. RULE stands in brackets in every finding."""
    if rule is None:
        show.painted_payload(_listed())
        return Exit.DONE
    text = explanation(rule)
    if text is None:
        best = closest(rule, [*RULES, *CATALOGUE])
        help = f'did you mean "{best}"?' if best else "see: runbook explain"
        show.painted_words(frame(Diagnostic("unknown-rule", f"no rule {rule}", subject=rule, help=help)))
        return Exit.INVALID
    show.painted_payload([line(Piece(rule, Role.STRONG)), (), *markdown_text(text)])
    return Exit.DONE


def explanation(rule: str) -> str | None:
    """What is known about a finding of that name, as Markdown."""
    return RULES[rule].__doc__ if rule in RULES else CATALOGUE.get(rule)


def _listed() -> list[Line]:
    names = sorted([*RULES, *CATALOGUE])
    column = max(len(name) for name in names) + 2
    return [line(Piece(f"{name:<{column}}", Role.STRONG), (explanation(name) or "").split("\n")[0]) for name in names]
