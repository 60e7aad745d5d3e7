"""Whose the signatures of a plan are, by the allowed signers of today's repository."""

import os

from runbook.cli.refusal import Refusal, refused
from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source, Span
from runbook.frozen import replace
from runbook.planning.allowed_signers import names_of
from runbook.planning.approvals import Vouched, judge
from runbook.planning.armour import NAMESPACE, ArmourError, read_armour
from runbook.planning.plan_file import PlanFile, Signature
from runbook.planning.policy import Policy
from runbook.runtime.signers import read_signers
from runbook.runtime.signing import SigningError, is_whole, principals


def objections(file: PlanFile, name: str) -> list[Diagnostic] | Refusal:
    """What is against applying this plan, as far as it is about who signed it; or why nobody can tell.

    `name`: of the file, for people.
    """
    found: list[Diagnostic] = []
    try:
        for policy in file.saved.policies:
            signers = read_signers(policy.signers, _place(policy))
            if isinstance(signers, Diagnostic):
                return refused(signers)
            found += _judged(file, policy, signers, name)
    except SigningError as error:
        return no_signature(error)
    return found


def with_principals(file: PlanFile, signature: Signature) -> Signature:
    """The signature with the names that its key has here today, for people. Errors: SigningError."""
    names: list[str] = []
    for policy in file.saved.policies:
        signers = read_signers(policy.signers, _place(policy))
        if not isinstance(signers, Diagnostic):
            names += principals(file.saved.signed, signature.text, signers, NAMESPACE, os.environ)
    return replace(signature, principal=", ".join(dict.fromkeys(names)))


def no_signature(error: SigningError) -> Refusal:
    """Why nothing was signed or verified."""
    rule = "ssh-keygen" if error.missing else "signing"
    return refused(Diagnostic(rule, error.reason, subject="ssh-keygen", help="nothing was changed"))


def _judged(file: PlanFile, policy: Policy, signers: bytes, name: str) -> list[Diagnostic]:
    requested = _vouched(file, file.requested, signers) if file.requested is not None else None
    return judge(policy, requested, [_vouched(file, one, signers) for one in file.approvals], name)


def _vouched(file: PlanFile, signature: Signature, signers: bytes) -> Vouched:
    data = file.saved.signed
    if not is_whole(data, signature.text, NAMESPACE, os.environ):
        return Vouched(signature, whole=False, principals=())
    today = tuple(principals(data, signature.text, signers, NAMESPACE, os.environ))
    return Vouched(signature, whole=True, principals=today, names=_names(signature, signers))


def _names(signature: Signature, signers: bytes) -> tuple[str, ...]:
    try:
        return names_of(read_armour(signature.text).blob, signers)
    except ArmourError:
        return ()


def _place(policy: Policy) -> Span:
    """The path stands in the playbook and is relative to it."""
    return Span(Source(policy.playbook, ""), 0, 0)
