"""What is wrong with a text, as data."""

from collections.abc import Iterable
from enum import Enum

from runbook.diagnostics.source import Span
from runbook.frozen import frozen


class Severity(Enum):
    """How bad a finding is; only errors stop a run."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@frozen
class Related:
    """Another place that belongs to a finding."""

    span: Span
    label: str


@frozen
class Diagnostic:
    """One finding: the rule's name, one sentence, the place, what stands there, what to do.

    `subject` names a thing without a text (an input from the command line, a file that cannot be read).
    `private`: what stands at the place may be a secret that somebody pasted, so it is not shown.
    """

    rule: str
    message: str
    span: Span | None = None
    label: str = ""
    help: str = ""
    related: tuple[Related, ...] = ()
    severity: Severity = Severity.ERROR
    subject: str = ""
    private: bool = False


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them is an error."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
