"""What a run claimed, its journal must know; else it may have been sent, and the journal has lost it."""

from pathlib import Path

import pytest

from runbook.runtime.ledger_file import LedgerError
from runbook.runtime.ledger_witness import unrecorded
from tests.runtime.claims import DID_NOT_HAPPEN, IN_DOUBT, Runs, send


def test_an_attempt_that_only_the_ledger_knows_is_named_once_and_in_order(tmp_path: Path, runs: Runs) -> None:
    ledger = runs.ledger("r-1")
    for one in (send(), send("other", "t2"), send("other", "t2", 2)):
        assert ledger.claim(one) is None
    found = unrecorded(tmp_path, "r-1", [])
    assert [(one.address, one.attempt) for one in found] == [("case", 1), ("other", 2)]
    assert [one.address for one in unrecorded(tmp_path, "r-1", IN_DOUBT)] == ["other"]


def test_what_the_journal_knows_and_what_others_claimed_is_not_missing(tmp_path: Path, runs: Runs) -> None:
    runs.did("r-1", DID_NOT_HAPPEN)
    assert runs.ledger("r-2").claim(send(thing="t2")) is None
    assert unrecorded(tmp_path, "r-1", DID_NOT_HAPPEN) == []


def test_without_a_ledger_nothing_is_known_and_a_damaged_one_is_an_error(tmp_path: Path) -> None:
    assert unrecorded(tmp_path, "r-1", []) == []
    (tmp_path / "ledger.db").write_bytes(b"")
    with pytest.raises(LedgerError):
        unrecorded(tmp_path, "r-1", [])
