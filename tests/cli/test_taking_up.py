import pytest
from prepared import prepared
from recorded import RUN, cut_off

from runbook.cli.exits import Exit
from runbook.cli.refusal import Refusal
from runbook.cli.taking_up import TakenUp, take_up
from runbook.interpreter.events import RunStarted
from runbook.runtime.clock import SystemClock
from runbook.runtime.secret_memory import SecretMemory


def taken() -> TakenUp | Refusal:
    return take_up(RUN, SecretMemory(), SystemClock())


def test_a_run_that_was_cut_off_is_taken_up_and_held() -> None:
    contents = cut_off(prepared())
    first = taken()
    assert isinstance(first, TakenUp)
    assert first.contents.events == contents.events
    assert isinstance(first.started, RunStarted)
    second = taken()
    assert isinstance(second, Refusal)
    assert second.findings[0].rule == "run-owned"
    first.held.close()
    again = taken()
    assert isinstance(again, TakenUp)
    again.held.close()


@pytest.mark.parametrize(
    ("engine", "started", "rule"), [("0.0.0", True, "engine-changed"), ("0.0.0", False, "run-ended")]
)
def test_what_cannot_go_on_is_refused_and_let_go(engine: str, started: bool, rule: str) -> None:
    cut_off(prepared(), engine=engine, started=started)
    for _ in range(2):
        refusal = taken()
        assert isinstance(refusal, Refusal)
        assert (refusal.exit, refusal.findings[0].rule) == (Exit.REFUSED, rule)


def test_an_unknown_run_is_no_run() -> None:
    refusal = taken()
    assert isinstance(refusal, Refusal)
    assert (refusal.exit, refusal.findings[0].rule) == (Exit.INVALID, "unknown-run")
