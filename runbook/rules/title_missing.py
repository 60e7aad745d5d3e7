"""An irreversible call, or a playbook with one, without a title.

Plans, approvals and reports are read by people who did not write the playbook. An id such as `s2` tells them nothing
about what is going to happen.

Bad:

```yaml
steps:
  - id: s2
    call: kc.cancel_case
    with: { caseId: c-1 }
    outcomes: [{ status: 404, then: stop, because: no such case }, { status: 422, then: stop, because: refused }]
```

Good:

```yaml
steps:
  - id: case
    title: Cancel the case
    call: kc.cancel_case
    with: { caseId: c-1 }
    outcomes: [{ status: 404, then: stop, because: no such case }, { status: 422, then: stop, because: refused }]
```
"""

from collections.abc import Iterator

from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.diagnostics.source import Span
from runbook.providers.contract import Effect
from runbook.rules.checked import Checked
from runbook.rules.walk import calls


def check(checked: Checked, /) -> Iterator[Diagnostic]:
    """Each irreversible call without a title, and the playbook itself."""
    procedure = checked.procedure
    name = checked.document.root.child("name")
    if procedure.effect is Effect.IRREVERSIBLE and not procedure.title and name is not None:
        yield _missing(f"playbook {procedure.name} has no title", name.span)
    for step, call in calls(procedure.body):
        if call.site.operation.effect is Effect.IRREVERSIBLE and step.title in ("", step.id):
            yield _missing(f"step {step.id} cannot be undone and has no title", call.site.span)


def _missing(message: str, span: Span) -> Diagnostic:
    return Diagnostic("title-missing", message, span, help="say in `title:` what happens", severity=Severity.WARNING)
