"""A saved plan for people, from the document alone: what a dry run says, and whose it is."""

from collections.abc import Iterator

from runbook.planning.plan_file import PlanFile, stamp
from runbook.reporting.plan_text import Remark, plan_text
from runbook.reporting.style import Text


def shown(file: PlanFile) -> Text:
    """The plan, who asked for it, who approved it, and until when it can be applied."""
    saved = file.saved
    remarks = [Remark(about, text) for about, text in saved.remarks if not about.endswith(ACTS_AS)]
    return plan_text(saved.plan, saved.basis.schemes, [*_about(file), *remarks])


ACTS_AS = " acts as"
"""Said from what `apply` compares with the real token: a remark is only what the document says."""


def _about(file: PlanFile) -> Iterator[Remark]:
    made = file.saved.made
    name = file.requested.principal if file.requested is not None else ""
    key = f" with {made.key}" if made.key else ""
    yield Remark("plan", made.id)
    yield Remark("asked for by", f"{name or made.person}{key}, {stamp(made.at)}")
    yield Remark("can be applied", f"once, until {stamp(made.until)}")
    for secret in file.saved.secrets:
        if secret.acts_as:
            yield Remark(f"{secret.name}{ACTS_AS}", secret.acts_as)
    for one in file.approvals:
        yield Remark("approved by", f"{one.principal or 'the holder'} with {one.key}, {stamp(one.at)}")
