"""An irreversible call that nothing reads back.

A 200 is a claim. Without `verify` nothing proves it, and when the answer is lost the step ends in doubt and a person
has to look it up, because sending again could do it twice. Contracts bring a `verify` of their own for most operations.

Bad:

```yaml
steps:
  - id: search
    title: Cancel one search
    call: kc.cancel_search
    with: { caseDataId: d-1, searchId: search-1 }
    outcomes:
      - { status: 400, then: stop, because: refused }
      - { status: 404, then: stop, because: no such search }
```

Good:

```yaml
steps:
  - id: search
    title: Cancel one search
    call: kc.cancel_search
    with: { caseDataId: d-1, searchId: search-1 }
    outcomes:
      - { status: 400, then: stop, because: refused }
      - { status: 404, then: stop, because: no such search }
    verify:
      call: kc.get_case
      with: { caseId: c-1 }
      holds: response.body.cases[0].secondaryStatus == 'Canceled'
      every: 5s
      within: 1m
```
"""

from collections.abc import Iterator

from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.providers.contract import Effect
from runbook.rules.checked import Checked
from runbook.rules.walk import calls


def check(checked: Checked, /) -> Iterator[Diagnostic]:
    """Each irreversible call without a way to read its effect back."""
    for step, call in calls(checked.procedure.body):
        if call.site.operation.effect is Effect.IRREVERSIBLE and call.verify is None:
            yield Diagnostic(
                "verify-missing",
                f"nothing reads back what {call.site.provider}.{call.site.operation.name} did",
                call.site.span,
                label=f"when its answer is lost, step {step.id} ends in doubt",
                help="add `verify:` with a call that shows the effect",
                severity=Severity.WARNING,
            )
