"""A playbook without inputs, as far as it can be planned: what stays open is a hole."""

from collections.abc import Iterator

from runbook.language.procedure import Call, Procedure, Use
from runbook.planning.build import PLAN_TOO_LARGE, Setting, build_plan
from runbook.planning.outline import Entry, outline
from runbook.planning.plan import Plan
from runbook.values.canonical import canonical_json
from runbook.values.unknown import Unknown, Value

_NOWHERE = "http://127.0.0.1:0"
"""Stands for a server that nobody has chosen."""


def open_inputs(procedure: Procedure) -> dict[str, Value]:
    """Every input as a hole of its declared shape; one with a default too, because a run may give another."""
    return {name: Unknown(one.shape, f"inputs.{name}") for name, one in procedure.inputs.items()}


def sketch(procedure: Procedure) -> tuple[Plan, str]:
    """The plan for any inputs in no particular environment; or an empty one, and why it would be too large."""
    used = [entry.step.action.procedure for entry in outline(procedure) if isinstance(entry.step.action, Use)]
    servers = {use.contract.name: _NOWHERE for one in (procedure, *used) for use in one.providers.values()}
    plan, problems = build_plan(procedure, Setting("", False, servers), open_inputs(procedure))
    return plan, next((one.message for one in problems if one.rule == PLAN_TOO_LARGE), "")


def traits(procedure: Procedure) -> dict[tuple[str, str], str]:
    """What a plan does not show of a playbook: (address pattern or part of the playbook, trait) -> as text."""
    found = {(f"inputs.{name}", "schema"): canonical_json(one.schema) for name, one in procedure.inputs.items()}
    found |= {
        (f"providers.{name}", "contract"): f"{use.contract.name} {use.contract.version}, {use.contract.digest}"
        for name, use in procedure.providers.items()
    }
    found["playbook", "owner"] = procedure.owner
    for entry in outline(procedure):
        found |= {(entry.address, trait): text for trait, text in _step_traits(entry)}
    return found


def _step_traits(entry: Entry) -> Iterator[tuple[str, str]]:
    step = entry.step
    yield "title", step.title
    if step.loop is not None:
        yield "for_each", f"{step.loop.items.text}, {step.loop.at_once} at once"
    if isinstance(step.action, Call):
        yield "timeout", f"{step.action.site.timeout:g} s"
        retry = step.action.retry
        waits = f"first after {retry.first:g} s, then {retry.factor:g} times as long, {retry.cap:g} s at most"
        yield "retry", f"at most {retry.at_most} attempts, {waits}"
        verify = step.action.verify
        if verify is not None:
            yield "verify", f"{verify.site.operation.name}: {verify.holds.text if verify.holds is not None else 'gone'}"
            yield "verify before", "read before the first attempt" if verify.before else "not read before"
            yield "verify refutes", verify.refutes.text if verify.refutes is not None else "nothing"
            yield "verify gone", ", ".join(map(str, verify.gone)) or "no status"
            yield "verify polls", f"every {verify.every:g} s within {verify.within:g} s"
            yield "verify if_not", verify.if_not.value
