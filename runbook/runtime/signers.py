"""Where a playbook's allowed signers are."""

from pathlib import Path

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Span
from runbook.runtime.bounded import BoundedReadError, read_bounded
from runbook.runtime.confinement import OutsideError, confined, root_above
from runbook.runtime.files import STDIN

_LARGEST = 1 << 20


def read_signers(reference: str, span: Span, root: Path | None = None) -> bytes | Diagnostic:
    """The file of allowed signers that a playbook names at `span`; `root`: nothing outside is read."""
    base = Path() if span.source.name == STDIN else Path(span.source.name).parent
    try:
        return read_bounded(confined(reference, base, root or root_above(base)), _LARGEST)
    except OutsideError as error:
        message = f'the reference "{reference}" {error.reason}'
        return Diagnostic("reference-outside-root", message, span, help=error.help)
    except BoundedReadError as error:
        help = "one line for each who may approve: NAME ssh-ed25519 KEY (ssh-keygen(1), allowed signers)"
        return Diagnostic("no-signers", f"the file of allowed signers {reference} {error.reason}", span, help=help)
