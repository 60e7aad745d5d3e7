"""`runbook plan`, step by step: prepared, looked at, signed by who asks, written."""

import os
from pathlib import Path

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.cli.plan_files import open_plan, write_plan
from runbook.cli.plan_shown import shown
from runbook.cli.planned import planning_keyring
from runbook.cli.policies import describe
from runbook.cli.preparation import Asked, Prepared, prepare
from runbook.cli.refusal import Refusal, refused, tell
from runbook.cli.saving import name_of, saved
from runbook.cli.signing_plans import signature
from runbook.cli.vouching import no_signature, objections, with_principals
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.frozen import frozen, replace
from runbook.planning.approvals import MISSING
from runbook.planning.plan_file import Made, PlanFile, Saved, stamp
from runbook.reporting.style import Piece, Role, line
from runbook.reporting.words import counted
from runbook.runtime.files import STDIN
from runbook.runtime.person import this_person
from runbook.runtime.secret_memory import SecretMemory
from runbook.runtime.signing import SigningError, key_fingerprint


@frozen
class Wanted:
    """What `runbook plan` was asked for. `file`: `-` is standard output; `seconds`: how long it can be applied."""

    asked: Asked
    file: str
    seconds: float
    key: str | None


def make_plan(wanted: Wanted, now: float) -> int:
    """Write the plan file; the exit code. `now`: seconds since the epoch."""
    made = _made(wanted, now)
    if isinstance(made, Refusal):
        return tell(made, "text")
    trouble = write_plan(wanted.file, made) if wanted.file != STDIN else None
    if trouble is not None:
        return tell(trouble, "text")
    if wanted.file == STDIN:
        show.payload(made.text)
        return Exit.FAILED if show.is_payload_lost() else Exit.DONE
    show.painted_payload(shown(made))
    _say_next(made, wanted.file)
    return Exit.DONE


def _made(wanted: Wanted, now: float) -> PlanFile | Refusal:
    if wanted.asked.playbook == STDIN:
        message = "a plan names its playbook by its path, and standard input has none"
        return refused(Diagnostic("usage", message, subject="-"))
    in_the_way = _occupied(wanted.file)
    if in_the_way is not None:
        return in_the_way
    asked = replace(wanted.asked, playbook=name_of(wanted.asked.playbook))
    prepared = prepare(asked)
    if isinstance(prepared, Refusal):
        return prepared
    repeated = prepared.repeats.findings(again=prepared.again)
    if repeated:
        return refused(repeated, Exit.REFUSED)
    try:
        return _signed(_saved(prepared, asked, wanted, now), wanted, now)
    except SigningError as error:
        return no_signature(error)


def _occupied(file: str) -> Refusal | None:
    """A plan may replace a plan that nobody approved, and nothing else that happens to be there."""
    if file == STDIN or not Path(file).exists():
        return None
    there = open_plan(file)
    if not isinstance(there, Refusal):
        return _approved(there.file, file) if there.file.approvals else None
    message = "there is something else at this place, and a plan does not replace it"
    return refused(Diagnostic("plan-not-written", message, subject=file, help="name another file, or remove that one"))


def _approved(there: PlanFile, file: str) -> Refusal:
    """What others signed is not lost by a slip."""
    number = counted(len(there.approvals), "approval")
    who = ", ".join(one.principal or one.key for one in there.approvals)
    message = f"the plan at this place has {number}, by {who}, and is not replaced"
    help = "give the new plan another name, or remove this one"
    return refused(Diagnostic("plan-approved", message, subject=file, help=help), Exit.REFUSED)


def _saved(prepared: Prepared, asked: Asked, wanted: Wanted, now: float) -> Saved | Refusal:
    """The plan, without any secret in it. Errors: SigningError."""
    key = "" if wanted.key is None else key_fingerprint(wanted.key, os.environ)
    made = Made(f"p-{os.urandom(16).hex()}", int(now), int(now + wanted.seconds), this_person(), key)
    memory = SecretMemory()
    plan = saved(prepared, asked, made, planning_keyring(prepared, memory))
    text = PlanFile(plan).text
    if memory.redact(text) != text:
        message = "an input or a text of the playbook holds the value of a secret"
        help = "give secrets by name (secrets.X); nothing was written"
        return refused(Diagnostic("secret-in-plan", message, subject=asked.playbook, help=help))
    return plan


def _signed(plan: Saved | Refusal, wanted: Wanted, now: float) -> PlanFile | Refusal:
    """The document, signed by who asks for it. Errors: SigningError."""
    if isinstance(plan, Refusal):
        return plan
    file = PlanFile(plan)
    if wanted.key is not None:
        file = replace(file, requested=with_principals(file, signature(plan, wanted.key, now)))
    found = objections(file, wanted.file)
    if isinstance(found, Refusal):
        return found
    grave = [one for one in found if one.rule != MISSING]
    return refused(grave) if grave else file


def _say_next(file: PlanFile, name: str) -> None:
    until = f"it can be applied once, until {stamp(file.saved.made.until)}"
    policies = file.saved.policies
    approve = f"runbook approve {name} --key KEY, for {describe(policies)}; then: " if policies else ""
    wrote = line(Piece(f"wrote {name}", Role.STRONG), f"; {until}")
    show.painted_words([wrote, line(f"next: {approve}runbook apply {name}")])
