import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runbook.planning.approvals import Vouched, judge, signature_problem
from runbook.planning.armour import NAMESPACE, fingerprint
from runbook.planning.plan_file import Signature
from runbook.planning.policy import Policy

PEOPLE = ("ann", "bob", "cay", "dan")


def text(key: str, namespace: str = NAMESPACE) -> str:
    strings = b"".join(len(one).to_bytes(4, "big") + one for one in (key.encode(), namespace.encode()))
    data = base64.b64encode(b"SSHSIG\x00\x00\x00\x01" + strings).decode()
    return f"-----BEGIN SSH SIGNATURE-----\n{data}\n-----END SSH SIGNATURE-----\n"


def signature(key: str, namespace: str = NAMESPACE) -> Signature:
    return Signature(fingerprint(key.encode()), "", 0, text(key, namespace))


def vouched(key: str, *names: str, whole: bool = True, namespace: str = NAMESPACE) -> Vouched:
    return Vouched(signature(key, namespace), whole, names)


def rules(approvers: int, requested: Vouched | None, *approvals: Vouched) -> list[str]:
    return [one.rule for one in judge(Policy("play.yaml", approvers, "signers"), requested, approvals)]


ANN, BOB, CAY = (vouched(name, name) for name in ("ann", "bob", "cay"))


def test_enough_others_are_enough() -> None:
    assert rules(1, ANN, BOB) == []
    assert rules(2, ANN, BOB, CAY) == []
    assert rules(1, ANN, BOB, CAY) == []


@pytest.mark.parametrize(
    ("requested", "approvals", "found"),
    [
        (ANN, (), ["not-approved"]),
        (None, (BOB,), ["unsigned-plan"]),
        (ANN, (ANN,), ["own-approval"]),
        (ANN, (BOB, vouched("other key", "ann")), ["own-approval"]),
        (ANN, (vouched("ann", "bob"),), ["own-approval"]),
        (ANN, (BOB, vouched("other key", "cay", "bob")), ["approved-twice"]),
        (ANN, (BOB, BOB), ["approved-twice"]),
        (ANN, (BOB, vouched("eve")), ["unknown-signer"]),
        (vouched("eve"), (BOB,), ["unknown-signer"]),
        (ANN, (vouched("bob", "bob", whole=False),), ["bad-signature"]),
        (ANN, (vouched("bob", "bob", namespace="file"),), ["bad-signature"]),
        (vouched("ann", "ann", whole=False), (BOB,), ["bad-signature"]),
    ],
)
def test_everything_else_is_not(requested: Vouched | None, approvals: tuple[Vouched, ...], found: list[str]) -> None:
    assert rules(1, requested, *approvals) == found


def test_what_a_signature_says_of_itself_must_be_so() -> None:
    assert signature_problem(signature("ann")) == ""
    assert "was made for" in signature_problem(signature("ann", "git"))
    assert "is no ssh signature" in signature_problem(Signature("SHA256:x", "", 0, "x"))
    assert "another key" in signature_problem(Signature("SHA256:x", "", 0, text("ann")))


@given(st.integers(1, 3), st.sampled_from(PEOPLE), st.lists(st.sampled_from(PEOPLE), max_size=5))
def test_only_that_many_different_people_who_did_not_ask_will_do(
    approvers: int, requested: str, approvals: list[str]
) -> None:
    found = rules(approvers, vouched(requested, requested), *(vouched(name, name) for name in approvals))
    enough = len(approvals) == len(set(approvals)) >= approvers and requested not in approvals
    assert (found == []) == enough


def test_who_signed_already_is_not_asked_again() -> None:
    (found,) = judge(Policy("play.yaml", 2, "signers"), ANN, (BOB,), "a plan.json")
    assert found.help == "runbook approve 'a plan.json' --key KEY, by somebody in signers who is not ann or bob"
