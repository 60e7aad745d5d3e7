"""A plan as JSON, for scripts that look at a dry run. (A plan that can be applied is a document of its own.)"""

from collections.abc import Sequence

from runbook.planning.plan import Plan
from runbook.planning.plan_data import plan_data
from runbook.reporting.plan_text import Remark
from runbook.values.json import Json


def plan_json(plan: Plan, remarks: Sequence[Remark] = (), repeats: Sequence[Json] = ()) -> dict[str, Json]:
    """The whole plan as data: the shape of `schemas/dry-run.schema.json`. `repeats`: what earlier runs did."""
    said: dict[str, Json] = {"remarks": [{"about": remark.about, "text": remark.text} for remark in remarks]}
    data = plan_data(plan)
    return {**{name: data[name] for name in _BEFORE_REMARKS}, **said, **data, "repeats": list(repeats)}


_BEFORE_REMARKS = ("name", "title", "owner", "effect", "procedure", "environment", "production", "servers", "inputs")
