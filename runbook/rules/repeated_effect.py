"""Two steps that ask for the same irreversible effect.

A run sends the second only when the first provably did not happen. When the first happened, the second is done with
notes, and where money moves a person is asked; when nobody knows, the second is in doubt too. Call it in one step, and
let a `fallback` or a later step do what is different.

Bad:

```yaml
steps:
  - id: first
    title: Cancel the case
    call: kc.cancel_case
    with: { caseId: c-1 }
    outcomes:
      - { status: 404, then: stop, because: no such case }
      - { status: 422, then: stop, because: refused }
  - id: second
    title: Cancel it again, to be sure
    call: kc.cancel_case
    with: { caseId: c-1 }
    outcomes:
      - { status: 404, then: stop, because: no such case }
      - { status: 422, then: stop, because: refused }
```

Good:

```yaml
steps:
  - id: first
    title: Cancel the case
    call: kc.cancel_case
    with: { caseId: c-1 }
    outcomes:
      - { status: 404, then: stop, because: no such case }
      - { status: 422, then: stop, because: refused }
```
"""

from collections.abc import Iterator

from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.language.procedure import Call, Step
from runbook.language.references import expressions_in, references
from runbook.language.template import Template, Templated, templates_in
from runbook.providers.contract import Effect
from runbook.rules.checked import Checked
from runbook.rules.walk import calls, steps
from runbook.values.canonical import canonical_json
from runbook.values.json import Json
from runbook.values.numbers import by_value

_SAME_EVERYWHERE = frozenset({"inputs", "secrets"})
"""What means the same wherever it stands in a playbook; a loop's item and an earlier step's result need not."""


def check(checked: Checked, /) -> Iterator[Diagnostic]:
    """Each call whose request an earlier call sends too; a fallback of that call may, because it was refused."""
    seen: dict[str, tuple[Step, Call]] = {}
    for step, call in calls(checked.procedure.body):
        request = _request(call)
        if request is None:
            continue
        first, earlier = seen.setdefault(request, (step, call))
        if first is not step and not _inside(earlier, step):
            yield Diagnostic(
                "repeated-effect",
                f"`{step.id}` asks for what `{first.id}` asks for already",
                call.site.span,
                help=f"a run sends it once: it is not sent when `{first.id}` did it, and in doubt when it may have",
                severity=Severity.WARNING,
            )


def _inside(call: Call, step: Step) -> bool:
    return call.fallback is not None and any(one is step for one in steps(call.fallback))


def _request(call: Call) -> str | None:
    """What an irreversible call asks for, as text; None when that depends on where it stands."""
    arguments: Templated = dict(call.site.arguments)
    if call.site.operation.effect is not Effect.IRREVERSIBLE:
        return None
    read = (
        one for template in templates_in(arguments) for _, part in expressions_in(template) for one in references(part)
    )
    if any(reference.root not in _SAME_EVERYWHERE for reference in read):
        return None
    return canonical_json(by_value([call.site.provider, call.site.operation.name, _written(arguments)]))


def _written(value: Templated) -> Json:
    """A value as it was written; a template is told from text that only looks like it."""
    match value:
        case Template():
            return {"{{": value.text}
        case list():
            return [_written(element) for element in value]
        case dict():
            return {name: _written(member) for name, member in value.items()}
        case _:
            return value
