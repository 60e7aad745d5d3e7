"""Where a journal holds nothing, the ledger says whether anything may have been sent."""

from pathlib import Path

from runbook.cli.unbegun import unbegun_words
from tests.runtime.claims import Runs, send


def test_nothing_was_sent_only_when_the_ledger_agrees(tmp_path: Path) -> None:
    runs = Runs(tmp_path)
    assert unbegun_words(runs.runs, "r-1") == "it ended before it began: nothing was sent"
    runs.ledger("r-1").claim(send())
    said = unbegun_words(runs.runs, "r-1")
    assert said.endswith("may have been sent and is in doubt: case (toy.cancel /things/t1/cancel)")
    (tmp_path / "ledger.db").write_bytes(b"")
    assert "nobody can tell whether anything was sent" in unbegun_words(runs.runs, "r-1")
    runs.close()
