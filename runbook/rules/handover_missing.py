"""An irreversible playbook that hands a stopped item to nobody.

Without `rescue` a stop ends as `failed`, and whoever watches has to find out whose it is. A `handover` in `rescue`
names the people and gives them what they need to go on.

Bad:

```yaml
steps:
  - id: case
    title: Cancel the case
    call: kc.cancel_case
    with: { caseId: c-1 }
    outcomes: [{ status: 404, then: stop, because: no such case }, { status: 422, then: stop, because: refused }]
    verify: { call: kc.get_case, with: { caseId: c-1 }, holds: response.status == 200, every: 5s, within: 1m }
```

Good:

```yaml
steps:
  - id: case
    title: Cancel the case
    call: kc.cancel_case
    with: { caseId: c-1 }
    outcomes: [{ status: 404, then: stop, because: no such case }, { status: 422, then: stop, because: refused }]
    verify: { call: kc.get_case, with: { caseId: c-1 }, holds: response.status == 200, every: 5s, within: 1m }
rescue:
  - id: hand_over
    handover: { to: screening-ops, note: "{{ failure.step }}: {{ failure.because }}" }
```
"""

from collections.abc import Iterator

from runbook.diagnostics.diagnostic import Diagnostic, Severity
from runbook.language.procedure import Block, Call, Group, Handover, Parallel, Use
from runbook.providers.contract import Effect
from runbook.rules.checked import Checked
from runbook.rules.walk import steps


def check(checked: Checked, /) -> Iterator[Diagnostic]:
    """A playbook with a call that cannot be undone, around which nothing hands over."""
    if any(_unguarded(checked.procedure.body)):
        place = checked.document.root.child("steps")
        yield Diagnostic(
            "handover-missing",
            "a stop here is handed over to nobody",
            place.key_span if place is not None else checked.document.root.span,
            help="add `rescue:` with a `handover:` to the people who go on",
            severity=Severity.WARNING,
        )


def _unguarded(block: Block) -> Iterator[Call]:
    """Irreversible calls that no rescue around them hands over."""
    if any(isinstance(step.action, Handover) for step in steps(Block(block.rescue))):
        return
    for step in block.steps:
        match step.action:
            case Call() as call:
                if call.site.operation.effect is Effect.IRREVERSIBLE:
                    yield call
                yield from _unguarded(call.fallback or Block(()))
            case Group(block=inside):
                yield from _unguarded(inside)
            case Use(procedure=procedure):
                yield from _unguarded(procedure.body)
            case Parallel(branches=branches):
                for branch in branches:
                    yield from _unguarded(branch.block)
            case _:
                pass
