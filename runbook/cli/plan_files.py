"""Plan files on disk: read whole or refused, looked at with today's clock, replaced whole."""

import os
from pathlib import Path

from runbook.cli.exits import Exit
from runbook.cli.refusal import Refusal, refused
from runbook.cli.run_files import no_state
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source
from runbook.frozen import frozen
from runbook.planning.plan_file import PlanFile, stamp
from runbook.planning.plan_file_reading import ALTERED, read_plan_file
from runbook.reporting.words import moment
from runbook.runtime.applied import Application, AppliedPlans
from runbook.runtime.files import CONTRACT_SIZE, read_source
from runbook.runtime.private import PrivacyError, write_private
from runbook.runtime.state import StateError, state_directory

SKEW = 300
"""Seconds that two machines' clocks may differ."""


@frozen
class OpenPlan:
    """A plan file and the text that it is."""

    file: PlanFile
    source: Source


def open_plan(path: str) -> OpenPlan | Refusal:
    """The plan in a file, when it is exactly what was written."""
    source, found = read_source(path, limit=CONTRACT_SIZE)
    if source is None:
        return refused(found)
    file, found = read_plan_file(source)
    if file is None:
        altered = any(one.rule == ALTERED for one in found)
        return refused(found, Exit.REFUSED if altered else Exit.INVALID)
    return OpenPlan(file, source)


def over(file: PlanFile, name: str, now: float) -> Refusal | None:
    """Why the time of a plan is not now. `now`: seconds since the epoch."""
    made = file.saved.made
    if now >= made.until:
        message = f"the plan expired at {stamp(made.until)}; it was made at {stamp(made.at)}"
        return refused(Diagnostic("plan-expired", message, subject=name, help="make a new plan"), Exit.REFUSED)
    if made.at > now + SKEW:
        message = f"the plan was made at {stamp(made.at)}, and here it is {stamp(int(now))}"
        help = "one of the two clocks is wrong; nothing was sent"
        return refused(Diagnostic("plan-early", message, subject=name, help=help), Exit.REFUSED)
    return None


def applied_plans() -> AppliedPlans | Refusal:
    """The record of the plans that were applied on this machine."""
    try:
        return AppliedPlans(state_directory(os.environ))
    except (StateError, PrivacyError) as error:
        return no_state(error)


def used(file: PlanFile, name: str) -> Refusal | None:
    """Why a plan cannot be used any more."""
    plans = applied_plans()
    if isinstance(plans, Refusal):
        return plans
    found = plans.find(file.saved.made.id)
    return None if found is None else was_used(found, name)


def was_used(before: Application, name: str) -> Refusal:
    """A plan is applied once."""
    if before.run:
        message = f"the plan was applied at {moment(before.at)} by {before.by}, as run {before.run}"
        help = f"a plan is applied once; see: runbook runs show {before.run}"
    else:
        message, help = "the plan was applied before; the record of it cannot be read", "a plan is applied once"
    return refused(Diagnostic("plan-used", message, subject=name, help=help), Exit.REFUSED)


def write_plan(path: str, file: PlanFile) -> Refusal | None:
    """Replace the file; a link there is replaced, not followed."""
    try:
        write_private(Path(path), file.text.encode("ascii"))
    except PrivacyError as error:
        return refused(Diagnostic("plan-not-written", error.reason, subject=path, help="name a file that can be made"))
    return None
