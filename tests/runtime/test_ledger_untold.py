"""What only the ledger knows is found for lists, and what a journal tells is not told twice."""

from pathlib import Path

from runbook.frozen import replace
from runbook.runtime.ledger_untold import ledger_notes
from runbook.runtime.ledger_words import Word, record_word
from tests.runtime.claims import IN_DOUBT, Runs, send


def test_a_doubt_that_a_journal_tells_is_not_the_ledger_s(runs: Runs) -> None:
    runs.did("r-1", IN_DOUBT)
    assert ledger_notes(runs.state).doubts("r-1") == ()
    runs.did("r-2", [], send(thing="t2"))
    assert [claim.address for claim in ledger_notes(runs.state).doubts("r-2")] == ["case"]


def test_a_run_whose_journal_is_gone_is_found_until_its_effects_are_settled(runs: Runs) -> None:
    runs.did("r-1", IN_DOUBT)
    for path in runs.runs.glob("r-1.*"):
        path.unlink()
    assert ledger_notes(runs.state).gone(()) == ["r-1"]
    assert ledger_notes(runs.state).gone(("r-1",)) == []
    word = Word("r-1", "case", True, "eve", "they show it", 2.0, 1)
    record_word(runs.state, word)
    assert ledger_notes(runs.state).gone(()) == []
    given_up = replace(word, address="", happened=False)
    record_word(runs.state, given_up)
    assert ledger_notes(runs.state).given_up("r-1") == given_up
    assert ledger_notes(runs.state).given_up("r-2") is None


def test_without_a_ledger_there_is_nothing_and_nothing_is_made(tmp_path: Path) -> None:
    assert ledger_notes(tmp_path).gone(()) == []
    assert list(tmp_path.iterdir()) == []
