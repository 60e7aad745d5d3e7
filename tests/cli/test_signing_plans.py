import pytest
from plan_project import NOW

from runbook.cli.signing_plans import signature
from runbook.planning.approvals import signature_problem
from runbook.runtime.signing import SigningError
from tests.planning.saved_plans import saved
from tests.runtime.keys import fingerprint


def test_a_signature_is_of_this_plan_by_this_key(ssh_keys: dict[str, str]) -> None:
    from pathlib import Path

    made = signature(saved(), ssh_keys["ann"], NOW)
    assert made.key == fingerprint(Path(ssh_keys["ann"]))
    assert made.at == int(NOW)
    assert signature_problem(made) == ""


def test_a_key_that_is_none_signs_nothing() -> None:
    with pytest.raises(SigningError):
        signature(saved(), "missing", NOW)
