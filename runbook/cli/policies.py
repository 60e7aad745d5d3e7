"""Which approval the playbooks of a run demand where it goes."""

from runbook.cli.exits import Exit
from runbook.cli.preparation import Prepared
from runbook.cli.refusal import Refusal, refused
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.language.procedure import Procedure, Use
from runbook.planning.outline import outline
from runbook.planning.policy import Policy
from runbook.runtime.signers import read_signers


def policies(prepared: Prepared) -> tuple[Policy, ...]:
    """What the playbook demands, and each one that it uses: what is inside another is sent all the same."""
    place = prepared.place
    found = [
        Policy(procedure.source_name, procedure.approval.approvers, procedure.approval.signers)
        for procedure in procedures_of(prepared.procedure)
        if procedure.approval and procedure.approval.is_needed(place.environment, production=place.production)
    ]
    return tuple(dict.fromkeys(found))


def procedures_of(procedure: Procedure) -> list[Procedure]:
    """The playbook and each one that it uses."""
    actions = [entry.step.action for entry in outline(procedure)]
    return [procedure, *(action.procedure for action in actions if isinstance(action, Use))]


def signer_texts(procedure: Procedure) -> dict[str, str]:
    """The allowed signers that each playbook names, by the playbook's file."""
    texts: dict[str, str] = {}
    for one in procedures_of(procedure):
        found = read_signers(one.approval.signers, one.approval.span) if one.approval else b""
        texts[one.source_name] = found.decode("utf-8", "replace") if isinstance(found, bytes) else ""
    return texts


def approval_needed(prepared: Prepared) -> Refusal | None:
    """Why a command line alone must not send this."""
    demanded = policies(prepared)
    if not demanded:
        return None
    place = prepared.place.environment
    message = f"in {place} this needs {describe(demanded)}; nothing was sent"
    asked = prepared.procedure.source_name
    help = (
        f"runbook plan {asked} -e {place} ... -o change.plan.json --key YOUR_KEY, then somebody else: "
        "runbook approve change.plan.json --key THEIR_KEY, then: runbook apply change.plan.json"
    )
    return refused(Diagnostic("approval-needed", message, subject=demanded[0].playbook, help=help), Exit.PERSON)


def describe(demanded: tuple[Policy, ...]) -> str:
    """In words: `2 approvals (allowed_signers of play.yaml)`."""
    return " and ".join(
        f"{one.approvers} approval{'s' if one.approvers > 1 else ''} ({one.signers} of {one.playbook})"
        for one in demanded
    )
