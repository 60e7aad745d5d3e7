"""The approval that a playbook demands: as it is written, and whether its allowed signers are there."""

from runbook.documents.node import Node
from runbook.language.approval import Approval
from runbook.language.linking import Linking
from runbook.language.reader import text, texts, whole_number


def link_approval(linking: Linking) -> Approval | None:
    """What a run needs; what is wrong with it is reported."""
    node = linking.playbook.approval
    signers = node.child("signers") if node is not None else None
    if node is None or signers is None or not isinstance(signers.data, str):
        return None
    linking.add(linking.library.signers(signers.data, signers.span))
    return _approval(node, signers)


def _approval(node: Node, signers: Node) -> Approval:
    environments = texts(node.child("environments"))
    return Approval(whole_number(node.child("approvers"), 1), text(signers), environments, signers.span)
