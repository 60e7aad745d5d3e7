"""Whether a plan was approved as its playbook demands: by enough people, each once, and not by who asked for it."""

from collections.abc import Iterator, Sequence
from shlex import quote

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.frozen import frozen
from runbook.planning.allowed_signers import share_a_name
from runbook.planning.armour import NAMESPACE, ArmourError, read_armour
from runbook.planning.plan_file import Signature
from runbook.planning.policy import Policy

MISSING = "not-approved"
"""More people must approve; everything else that is found here cannot be mended by them."""


@frozen
class Vouched:
    """A signature and whose it is today. `whole`: it is one of the plan; `principals`: empty for nobody who may.

    `names`: all that the allowed signers call the key, whether they hold today or not.
    """

    signature: Signature
    whole: bool
    principals: tuple[str, ...]
    names: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Who it is, for people."""
        return ", ".join(self.principals) or self.signature.principal or self.signature.key

    def is_same(self, other: "Vouched") -> bool:
        """Whether both are of one person: one key, or one name in common."""
        mine, theirs = (*self.principals, *self.names), (*other.principals, *other.names)
        return self.signature.key == other.signature.key or share_a_name(mine, theirs)


def signature_problem(signature: Signature) -> str:
    """What its own text says against it; empty for nothing."""
    try:
        armour = read_armour(signature.text)
    except ArmourError as error:
        return f"is no ssh signature: {error}"
    if armour.namespace != NAMESPACE:
        return f'was made for "{armour.namespace}" and not for "{NAMESPACE}"'
    return "" if armour.key == signature.key else "was made with another key than it says"


def judge(
    policy: Policy, requested: Vouched | None, approvals: Sequence[Vouched], plan: str = "FILE"
) -> list[Diagnostic]:
    """Everything that is against applying the plan, as far as it is about who signed it. `plan`: its file's name."""
    every = [*approvals] if requested is None else [requested, *approvals]
    found = [one for signed in every if (one := _unusable(signed, policy)) is not None]
    if found:
        return found
    if requested is None:
        message = f"{policy.playbook} needs approval, and nobody signed that they ask for it"
        help = "make the plan again with --key, so that it is known who must not approve it"
        return [Diagnostic("unsigned-plan", message, subject=policy.playbook, help=help)]
    return [*_own(requested, approvals), *_twice(approvals)] or list(_too_few(policy, requested, approvals, plan))


def _unusable(signed: Vouched, policy: Policy) -> Diagnostic | None:
    key = signed.signature.key
    problem = signature_problem(signed.signature) or ("" if signed.whole else "is not one of this plan")
    if problem:
        help = "nothing was sent; make a new plan and have it approved"
        return Diagnostic("bad-signature", f"the signature with {key} {problem}", subject=key, help=help)
    if not signed.principals:
        who = f" ({signed.signature.principal})" if signed.signature.principal else ""
        message = f"{key}{who} is not among the allowed signers of {policy.playbook} today"
        help = f"see {policy.signers}: the key is missing there, was removed, or its time is over"
        return Diagnostic("unknown-signer", message, subject=key, help=help)
    return None


def own_approval(name: str, key: str) -> Diagnostic:
    """Nobody approves what they ask for."""
    message = f"{name} asked for this plan and cannot approve it"
    return Diagnostic("own-approval", message, subject=key, help="somebody else must approve it")


def approved_twice(name: str, key: str) -> Diagnostic:
    """Each approval is somebody else's."""
    message = f"{name} approved this plan already"
    return Diagnostic("approved-twice", message, subject=key, help="each approval must be somebody else's")


def _own(requested: Vouched, approvals: Sequence[Vouched]) -> Iterator[Diagnostic]:
    for signed in approvals:
        if signed.is_same(requested):
            yield own_approval(signed.name, signed.signature.key)


def _twice(approvals: Sequence[Vouched]) -> Iterator[Diagnostic]:
    for index, signed in enumerate(approvals):
        if any(signed.is_same(before) for before in approvals[:index]):
            yield approved_twice(signed.name, signed.signature.key)


def _too_few(policy: Policy, requested: Vouched, approvals: Sequence[Vouched], plan: str) -> Iterator[Diagnostic]:
    if len(approvals) < policy.approvers:
        has = f"{len(approvals)}, by {'; '.join(one.name for one in approvals)}" if approvals else "none"
        needed = "1 approval" if policy.approvers == 1 else f"{policy.approvers} approvals"
        message = f"{policy.playbook} needs {needed}, and the plan has {has}"
        known = " or ".join(dict.fromkeys(one.name for one in (requested, *approvals)))
        help = f"runbook approve {quote(plan)} --key KEY, by somebody in {policy.signers} who is not {known}"
        yield Diagnostic(MISSING, message, subject=policy.playbook, help=help)
