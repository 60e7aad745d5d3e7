from contextlib import ExitStack

import pytest
from prepared import ROOT, Prepared, prepared

from runbook.cli.exits import Exit
from runbook.cli.guards import guard
from runbook.cli.refusal import Refusal
from runbook.cli.world import open_world
from runbook.runtime.secret_memory import SecretMemory

ORDER = str(ROOT / "playbooks/truework/cancel-order.yaml")


def guarded(made: Prepared) -> Refusal | None:
    with ExitStack() as stack:
        return guard(made, open_world(made, stack, SecretMemory()))


def test_on_the_simulator_nothing_is_in_the_way() -> None:
    assert guarded(prepared()) is None


def test_a_missing_secret_is_invalid() -> None:
    refusal = guarded(prepared(environment="stage"))
    assert refusal is not None
    assert (refusal.exit, refusal.findings[0].rule) == (Exit.INVALID, "missing-secret")


def test_a_live_key_is_refused_in_the_sandbox_without_being_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUEWORK_KEY", "tw_sk_canary0123456789")
    refusal = guarded(prepared("order_id=o-1", playbook=ORDER, environment="sandbox"))
    assert refusal is not None
    assert (refusal.exit, refusal.findings[0].rule) == (Exit.REFUSED, "token-refused")
    assert "canary" not in str(refusal.findings)


def test_a_token_with_a_line_break_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KARMACHECK_TOKEN", "canary0123456789\nx")
    refusal = guarded(prepared(environment="stage"))
    assert refusal is not None
    assert refusal.exit is Exit.REFUSED
    assert "canary" not in str(refusal.findings)


def test_an_input_that_holds_a_secret_is_invalid_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUEWORK_KEY", "tw_sk_test_canary0123456789")
    refusal = guarded(prepared("order_id=x tw_sk_test_canary0123456789", playbook=ORDER, environment="sandbox"))
    assert refusal is not None
    assert (refusal.exit, [one.rule for one in refusal.findings]) == (Exit.INVALID, ["secret-in-input"])
    assert refusal.findings[0].subject == "inputs.order_id"
    assert "canary" not in str(refusal.findings)
