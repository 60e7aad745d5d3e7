"""What a rule looks at, and what a rule is."""

from collections.abc import Iterator
from typing import Protocol

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.documents.node import Document
from runbook.frozen import frozen
from runbook.language.procedure import Procedure


@frozen
class Checked:
    """A playbook without errors: its text with places, and its meaning."""

    document: Document
    procedure: Procedure


class Rule(Protocol):
    """A module of this package. Its docstring is its documentation: what it finds, why, a bad and a good example."""

    __doc__: str | None

    def check(self, checked: Checked, /) -> Iterator[Diagnostic]:
        """What it finds, in reading order."""
