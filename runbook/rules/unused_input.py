"""An input that nothing reads.

Whoever runs the playbook gives a value and believes that it matters. Often it is a name that was misspelt elsewhere, or
what is left of a step that went.

Bad:

```yaml
inputs:
  case_id: { type: string, default: c-1 }
  reason: { type: string, default: none }
steps:
  - id: nap
    when: inputs.case_id == 'c-1'
    wait: 1s
```

Good:

```yaml
inputs:
  case_id: { type: string, default: c-1 }
steps:
  - id: nap
    when: inputs.case_id == 'c-1'
    wait: 1s
```
"""

from collections.abc import Iterator

from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.language.expression import Expression
from runbook.language.procedure import Procedure
from runbook.language.template import Condition
from runbook.rules.checked import Checked
from runbook.rules.names import inputs_read
from runbook.rules.walk import filled_in


def check(checked: Checked, /) -> Iterator[Diagnostic]:
    """Each input that no expression and no credential reads."""
    procedure = checked.procedure
    read = {name for expression in _expressions(procedure) for name in inputs_read(expression)} | _for_secrets(
        procedure
    )
    if "*" in read:
        return
    for name, declared in procedure.inputs.items():
        if name not in read:
            yield Diagnostic(
                "unused-input",
                f"nothing reads the input {name}",
                declared.span,
                help="remove it, or use it as {{ inputs." + name + " }}",
                severity=Severity.WARNING,
            )


def _expressions(procedure: Procedure) -> Iterator[Expression]:
    for place in filled_in(procedure):
        if isinstance(place, Condition):
            yield place.expression
        else:
            yield from (segment for segment in place.segments if not isinstance(segment, str))


def _for_secrets(procedure: Procedure) -> set[str]:
    """Inputs that hold the name of a secret."""
    sources = [fields for use in procedure.providers.values() for fields in use.auth.values()]
    return {source.input for fields in sources for source in fields.values() if source.input}
