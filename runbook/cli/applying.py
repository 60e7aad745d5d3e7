"""`runbook apply`, step by step: whole, in time, unused, for this place, of today's texts, approved; then a run."""

from collections.abc import Mapping

from runbook.cli.applied_plan import AppliedPlan
from runbook.cli.carry_out import carry_out
from runbook.cli.exits import Exit
from runbook.cli.plan_files import OpenPlan, open_plan, over, used
from runbook.cli.preparation import Asked, Prepared, prepare
from runbook.cli.refusal import Refusal, refused, tell
from runbook.cli.saving import rested
from runbook.cli.vouching import objections
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source
from runbook.frozen import replace
from runbook.planning.approvals import MISSING
from runbook.planning.outdated import outdated
from runbook.planning.plan_file import Saved
from runbook.values.json import Json
from runbook.values.unknown import encode_value

SOURCE = "plan"
"""The name of the plan file's text in a journal."""


def apply(name: str, environment: str | None, now: float, output: str, *, yes: bool) -> int:
    """Carry the plan in a file out, once; the exit code. `now`: seconds since the epoch."""
    opened = open_plan(name)
    if isinstance(opened, Refusal):
        return tell(opened, output)
    file = opened.file
    refusal = over(file, name, now) or used(file, name) or _elsewhere(file.saved, environment)
    prepared = refusal or _as_planned(opened)
    if isinstance(prepared, Refusal):
        return tell(prepared, output)
    refusal = _unapproved(opened)
    if refusal is not None:
        return tell(refusal, output)
    return carry_out(prepared, output, yes=yes, occasion=AppliedPlan(opened))


def _elsewhere(saved: Saved, environment: str | None) -> Refusal | None:
    if environment is None or environment == saved.plan.environment:
        return None
    message = f"the plan is for {saved.plan.environment}, and not for {environment}"
    return refused(
        Diagnostic("plan-elsewhere", message, subject=f"-e {environment}", help="leave -e out"), Exit.REFUSED
    )


def _as_planned(opened: OpenPlan) -> Prepared | Refusal:
    """The run that today's texts make, when it is byte for byte the one that was planned."""
    saved = opened.file.saved
    asked = _asked(saved)
    prepared = prepare(asked)
    if isinstance(prepared, Refusal):
        return replace(prepared, exit=Exit.REFUSED)
    found = outdated(saved, rested(prepared, asked, saved.made))
    if found:
        return refused(found, Exit.REFUSED)
    kept = Source(SOURCE, opened.source.text)
    return replace(prepared, plan=saved.plan, sources=(*prepared.sources, kept))


def _asked(saved: Saved) -> Asked:
    values: Mapping[str, Json] = {name: encode_value(value) for name, value in saved.plan.inputs.items()}
    servers = [f"{name}={url}" for name, url in saved.basis.servers.items()]
    environment, again = saved.plan.environment, saved.basis.again
    return Asked(saved.basis.playbook, (), None, environment, servers, values=values, again=again)


def _unapproved(opened: OpenPlan) -> Refusal | None:
    """What is against it as far as it is about who signed it."""
    found = objections(opened.file, opened.source.name)
    if isinstance(found, Refusal):
        return found
    only_missing = all(one.rule == MISSING for one in found)
    return refused(found, Exit.PERSON if only_missing else Exit.REFUSED) if found else None
