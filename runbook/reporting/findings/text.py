"""Findings for people: a frame each, then what was proved, then one line that counts them."""

from runbook.diagnostics.diagnostic import Severity
from runbook.reporting.findings.found import Found
from runbook.reporting.frames import frame
from runbook.reporting.proof_words import proof_words
from runbook.reporting.style import Line, Paint, Piece, Role, line


def render(found: Found, paint: Paint) -> str:
    """Frames with an empty line after each, the proofs, and the summary."""
    return paint([*frames(found), *proofs(found), summary(found)])


def frames(found: Found) -> list[Line]:
    """The frames alone."""
    return [one for diagnostic in found.diagnostics for one in (*frame(diagnostic), ())]


def proofs(found: Found) -> list[Line]:
    """One quiet line for each playbook of which something was proved."""
    return [line(Piece(f"proved {one.playbook}: {proof_words(one)}", Role.DIM)) for one in found.proofs]


def summary(found: Found) -> Line:
    """`3 files · 2 errors, 1 warning`, or that nothing was found."""
    files = _counted(found.files, "file")
    counts = [(severity, found.count(severity)) for severity in Severity]
    said = ", ".join(_counted(count, severity.value) for severity, count in counts if count)
    if not said:
        return line(f"{files} · ", Piece("no findings", Role.OK))
    role = Role.ERROR if found.count(Severity.ERROR) else Role.WARN
    return line(f"{files} · ", Piece(said, role))


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
