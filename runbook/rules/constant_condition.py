"""A condition that is always true, or always false.

It reads nothing: no input, no step, no answer. Either it decides nothing and should go, or something was forgotten;
in `verify.holds` a constant proves nothing at all.

Bad:

```yaml
steps:
  - id: nap
    when: 1 == 1
    wait: 1s
```

Good:

```yaml
steps:
  - id: nap
    when: inputs.case_id == 'c-1'
    wait: 1s
```
"""

from collections.abc import Iterator

from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.rules.checked import Checked
from runbook.rules.names import is_constant
from runbook.rules.walk import conditions


def check(checked: Checked, /) -> Iterator[Diagnostic]:
    """Each condition that reads nothing."""
    for condition in conditions(checked.procedure.body):
        if is_constant(condition.expression):
            yield Diagnostic(
                "constant-condition",
                "this condition reads nothing, so it says the same every time",
                condition.span,
                help="compare something that a run supplies, or leave the condition out",
                severity=Severity.WARNING,
            )
