"""Findings for people: a frame each, then what was proved, then one line that counts them."""

from typing import TYPE_CHECKING

from runbook.diagnostics.diagnostic import Severity
from runbook.reporting.findings.found import Found
from runbook.reporting.frames import frame
from runbook.reporting.proof_words import proof_parts
from runbook.reporting.style import Line, Paint, Piece, Role, line
from runbook.reporting.width import wrapped

if TYPE_CHECKING:
    from runbook.planning.proved import Proof

_MOST_PROOFS = 10
_WIDEST = 116


def render(found: Found, paint: Paint) -> str:
    """Frames with an empty line after each, the proofs, and the summary."""
    return paint([*frames(found), *proofs(found), summary(found)])


def frames(found: Found) -> list[Line]:
    """The frames alone."""
    return [one for diagnostic in found.diagnostics for one in (*frame(diagnostic), ())]


def proofs(found: Found) -> list[Line]:
    """Quiet lines for each playbook of which something was proved; of many only how many they are."""
    if len(found.proofs) > _MOST_PROOFS:
        said = f"proved {len(found.proofs):,} playbooks with irreversible calls; -o json has the bounds of each"
        return [line(Piece(said, Role.DIM))]
    return [one for proof in found.proofs for one in _proof(proof)]


def _proof(proof: "Proof") -> list[Line]:
    first, *rest = proof_parts(proof)
    lines = [line(Piece(f"proved {proof.playbook}: {first}", Role.DIM))]
    return lines + [line(Piece(f"  {one}", Role.DIM)) for part in rest for one in wrapped(part, _WIDEST)]


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
