"""What a check found: the findings, over how many files, and what was proved of them."""

from collections.abc import Sequence

from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.frozen import frozen
from runbook.planning.proved import Proof


@frozen
class Found:
    """Findings in the order people read them. `files`: how many files were looked at."""

    diagnostics: tuple[Diagnostic, ...]
    files: int
    proofs: tuple[Proof, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity."""
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)


def in_reading_order(diagnostics: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """By file in the order the files came, then by place; findings without a place first."""
    files: dict[str, int] = {}
    for diagnostic in diagnostics:
        files.setdefault(_file(diagnostic), len(files))
    return tuple(sorted(diagnostics, key=lambda one: (files[_file(one)], one.span.start if one.span else -1)))


def _file(diagnostic: Diagnostic) -> str:
    return diagnostic.span.source.name if diagnostic.span else diagnostic.subject


def once_each(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Without repetition: a file that several others use is checked with each of them."""
    seen: dict[tuple[str, str, str, int], Diagnostic] = {}
    for one in diagnostics:
        seen.setdefault((one.rule, one.message, _file(one), one.span.start if one.span else -1), one)
    return list(seen.values())
