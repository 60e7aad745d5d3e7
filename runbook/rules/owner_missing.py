"""An irreversible playbook that nobody owns.

When a run stops, waits or is in doubt, somebody must be asked. `owner` names the team that answers for the playbook and
for what it did.

Bad:

```yaml
owner: ""
```

Good:

```yaml
owner: screening-ops
```
"""

from collections.abc import Iterator

from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.providers.contract import Effect
from runbook.rules.checked import Checked


def check(checked: Checked, /) -> Iterator[Diagnostic]:
    """A playbook that cannot be undone and names no owner."""
    procedure = checked.procedure
    if procedure.effect is not Effect.IRREVERSIBLE or procedure.owner.strip():
        return
    root = checked.document.root
    place = root.child("owner") or root.child("name") or root
    yield Diagnostic(
        "owner-missing",
        f"nobody owns {procedure.name}",
        place.span,
        help="name the team that answers for it in `owner:`",
        severity=Severity.WARNING,
    )
