"""A row that tolerates every refusal of a kind, whatever the provider says.

One status has several meanings. A row for 422 without `message`, `body` or `when` also tolerates the refusal that
nobody thought of, and the run looks well although nothing was cancelled.

Bad:

```yaml
steps:
  - id: services
    title: Cancel the services
    call: kc.cancel_services
    with: { caseId: c-1, serviceIds: [s-1] }
    outcomes:
      - { status: 404, then: stop, because: no such case }
      - { status: 422, then: tolerate, because: already under way }
```

Good:

```yaml
steps:
  - id: services
    title: Cancel the services
    call: kc.cancel_services
    with: { caseId: c-1, serviceIds: [s-1] }
    outcomes:
      - { status: 404, then: stop, because: no such case }
      - { status: 422, message: "Service cannot be canceled.", then: tolerate, because: already under way }
      - { status: 422, then: stop, because: refused for another reason }
```
"""

from collections.abc import Iterator

from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.language.procedure import Row, Verb
from runbook.rules.checked import Checked
from runbook.rules.walk import calls


def check(checked: Checked, /) -> Iterator[Diagnostic]:
    """Each row that tolerates a whole 4xx status."""
    for _, call in calls(checked.procedure.body):
        for row in call.rows:
            if row.verb is Verb.TOLERATE and row.status.startswith("4") and not _is_narrow(row):
                yield Diagnostic(
                    "tolerate-everything",
                    f"this tolerates every {row.status}, whatever the provider says",
                    row.span or call.site.span,
                    help="say which refusal is acceptable with `message:`, `body:` or `when:`",
                    severity=Severity.WARNING,
                )


def _is_narrow(row: Row) -> bool:
    return row.when is not None or bool(row.body) or (row.message is not None and row.message.strip("*") != "")
