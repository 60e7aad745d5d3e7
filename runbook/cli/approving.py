"""`runbook approve`, step by step: shown, confirmed, signed, judged, written back."""

import os

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.cli.plan_files import open_plan, over, used, write_plan
from runbook.cli.plan_shown import shown
from runbook.cli.refusal import Refusal, refused, tell
from runbook.cli.respondent import is_person_there, read_line
from runbook.cli.signing_plans import signature
from runbook.cli.vouching import no_signature, objections, with_principals
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.frozen import replace
from runbook.planning.approvals import MISSING, approved_twice, own_approval
from runbook.planning.plan_file import PlanFile
from runbook.reporting.request_text import where_text
from runbook.reporting.style import Piece, Role, line
from runbook.runtime.signing import SigningError, key_fingerprint

_WORD = "approve"


def approve(name: str, key: str, now: float, output: str, *, yes: bool) -> int:
    """Add somebody's signature to the plan in a file; the exit code. `now`: seconds since the epoch."""
    file = _approvable(name, key, now)
    if isinstance(file, Refusal):
        return tell(file, output)
    if not yes and not _confirmed(file, output):
        return Exit.PERSON
    approved = _approved(file, name, key, now)
    refusal = approved if isinstance(approved, Refusal) else write_plan(name, approved)
    if refusal is not None:
        return tell(refusal, output)
    return _told(name, output)


def _approvable(name: str, key: str, now: float) -> PlanFile | Refusal:
    """The plan, when this key may approve it as far as that shows before it signs."""
    opened = open_plan(name)
    if isinstance(opened, Refusal):
        return opened
    file = opened.file
    return over(file, name, now) or used(file, name) or _known_key(file, key) or file


def _known_key(file: PlanFile, key: str) -> Refusal | None:
    """Whether this key asked for the plan, or approved it already."""
    try:
        found = key_fingerprint(key, os.environ)
    except SigningError as error:
        return no_signature(error)
    if found == file.saved.made.key:
        name = file.requested.principal if file.requested is not None else ""
        return refused(own_approval(name or file.saved.made.person, found), Exit.REFUSED)
    if any(one.key == found for one in file.approvals):
        return refused(approved_twice("the holder of this key", found), Exit.REFUSED)
    return None


def _confirmed(file: PlanFile, output: str) -> bool:
    """Whether the person says so below the plan; without one the plan is the payload."""
    if not is_person_there():
        if output == "json":
            show.payload(file.text)
        else:
            show.painted_payload(shown(file))
        show.painted_words([line(Piece("not approved", Role.WARN), ": add --yes to sign what the plan shows")])
        return False
    where = where_text(file.saved.plan.environment, file.saved.plan.servers)
    show.painted_words([*shown(file), ()], fold=False)
    if read_line(f"type {_WORD} to sign this for {where}: ") == _WORD:
        return True
    show.painted_words([line(Piece("not approved", Role.WARN), ": nothing was signed")])
    return False


def _approved(file: PlanFile, name: str, key: str, now: float) -> PlanFile | Refusal:
    """The plan with one more approval, when the allowed signers say nothing against it."""
    try:
        signed = signature(file.saved, key, now)
        approved = replace(file, approvals=(*file.approvals, with_principals(file, signed)))
        found = objections(approved, name)
    except SigningError as error:
        return no_signature(error)
    if isinstance(found, Refusal):
        show.painted_words([line(Piece("who may approve cannot be looked up here", Role.WARN), "; apply will")])
        return approved
    grave = [one for one in found if one.rule != MISSING]
    return refused(grave, Exit.REFUSED) if grave else approved


def _told(name: str, output: str) -> int:
    """What stands in the file now, and what is still missing."""
    opened = open_plan(name)
    if isinstance(opened, Refusal):
        return tell(opened, output)
    file = opened.file
    if output == "json":
        show.payload(file.text)
    else:
        show.painted_payload(shown(file))
    found = objections(file, name)
    missing: list[Diagnostic] = [] if isinstance(found, Refusal) else found
    for one in missing:
        show.painted_words([line(Piece(one.message, Role.WARN))])
    if not missing:
        show.painted_words([line(Piece("approved", Role.OK), f"; next: runbook apply {name}")])
    return Exit.DONE
