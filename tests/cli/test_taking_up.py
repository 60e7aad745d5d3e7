import os

import pytest
from prepared import prepared
from recorded import RUN, cut_off

from runbook.cli.exits import Exit
from runbook.cli.refusal import Refusal
from runbook.cli.taking_up import TakenUp, open_again, take_up
from runbook.interpreter.events import RunStarted
from runbook.runtime.clock import SystemClock
from runbook.runtime.journal import RunJournal
from runbook.runtime.journal_contents import journal_path, read_journal
from runbook.runtime.ledger import Claimant, RunLedger
from runbook.runtime.secret_memory import SecretMemory
from runbook.runtime.state import runs_directory, state_directory
from runbook.runtime.whereabouts import Whereabouts
from tests.runtime.claims import send
from tests.runtime.fakes import FakeClock


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


def claim(address: str = "case") -> None:
    state = state_directory(os.environ)
    ledger = RunLedger(state, Whereabouts("stage"), Claimant(RUN, "ada"), FakeClock())
    assert ledger.claim(send(address)) is None
    ledger.close()


def test_what_only_the_ledger_knows_makes_the_end_of_the_journal_torn(capsys: pytest.CaptureFixture[str]) -> None:
    cut_off(prepared())
    claim()
    found = taken()
    assert isinstance(found, TakenUp)
    assert found.contents.torn
    assert [one.address for one in found.lost] == ["case"]
    journal = open_again(found, [])
    assert isinstance(journal, RunJournal)
    journal.close()
    said = capsys.readouterr().err
    assert "warning[torn-journal]" in said
    assert "the ledger knows of an attempt that the journal does not: case (toy.cancel /things/t1/cancel)" in said


def test_a_run_that_lost_its_beginning_is_in_doubt_when_the_ledger_knows_it() -> None:
    cut_off(prepared(), started=False)
    claim()
    refusal = taken()
    assert isinstance(refusal, Refusal)
    assert (refusal.exit, refusal.findings[0].rule) == (Exit.IN_DOUBT, "torn-journal")
    assert "case (toy.cancel /things/t1/cancel)" in refusal.findings[0].message
    assert "nothing was sent" not in refusal.findings[0].message


def test_with_a_damaged_ledger_nobody_takes_a_run_up_and_nothing_is_recorded() -> None:
    before = cut_off(prepared())
    (state_directory(os.environ) / "ledger.db").write_bytes(b"")
    for _ in range(2):
        refusal = taken()
        assert isinstance(refusal, Refusal)
        assert (refusal.exit, refusal.findings[0].rule) == (Exit.REFUSED, "ledger")
    directory = runs_directory(state_directory(os.environ))
    assert read_journal(journal_path(directory, RUN)).events == before.events


def test_an_unknown_run_is_no_run() -> None:
    refusal = taken()
    assert isinstance(refusal, Refusal)
    assert (refusal.exit, refusal.findings[0].rule) == (Exit.INVALID, "unknown-run")
