"""What a person said in the ledger counts where no journal tells, and never frees what was claimed later."""

import sqlite3
from contextlib import closing

import pytest

from runbook.frozen import replace
from runbook.runtime.ledger_claims import Claim
from runbook.runtime.ledger_file import LedgerDamagedError, open_ledger
from runbook.runtime.ledger_lookup import everything
from runbook.runtime.ledger_words import Word, every_word, last_words, record_word
from runbook.runtime.ports import Earlier, Remedy
from tests.runtime.claims import DID_NOT_HAPPEN, HAPPENED, IN_DOUBT, Runs, send

HAPPENED_SO = Word("r-1", "case", True, "eve", "they show it", 2.0, 1)
DID_NOT = replace(HAPPENED_SO, happened=False, because="they do not")


def words(runs: Runs) -> list[Word]:
    connection = open_ledger(runs.path, create=False)
    assert connection is not None
    with closing(connection):
        return every_word(runs.path, connection)


def lose(runs: Runs, run: str = "r-1") -> None:
    for path in runs.runs.glob(f"{run}.*"):
        path.unlink()


def test_it_is_kept_in_a_ledger_that_is_made_from_the_journals_where_there_is_none(runs: Runs) -> None:
    runs.did("r-1", IN_DOUBT)
    runs.path.unlink()
    record_word(runs.state, HAPPENED_SO)
    record_word(runs.state, DID_NOT)
    assert words(runs) == [HAPPENED_SO, DID_NOT]
    assert last_words(words(runs)) == {("r-1", "case"): DID_NOT}
    assert {known.claim.run for known in everything(runs.state)} == {"r-1"}


def test_a_word_that_was_changed_is_damage(runs: Runs) -> None:
    record_word(runs.state, HAPPENED_SO)
    with closing(sqlite3.connect(runs.path)) as connection, connection:
        connection.execute("UPDATE words SET text = replace(text, 'true', 'false')")
    with pytest.raises(LedgerDamagedError, match="word 1 was changed"):
        words(runs)


def test_without_its_journal_an_effect_stands_as_a_person_said(runs: Runs) -> None:
    runs.did("r-1", IN_DOUBT)
    lose(runs)
    found = runs.ledger("r-2").claim(send())
    assert found is not None
    assert (found.in_doubt, found.remedy, found.untold) == (True, Remedy.SETTLE, True)
    record_word(runs.state, HAPPENED_SO)
    because = "eve said so: they show it"
    assert runs.ledger("r-2").claim(send()) == Earlier("r-1", "case", found.at, "ada", False, because)
    record_word(runs.state, DID_NOT)
    assert runs.ledger("r-2").claim(send()) is None
    assert [known.word for known in everything(runs.state) if known.claim.run == "r-1"] == [DID_NOT]


def test_a_no_says_nothing_of_an_attempt_that_was_claimed_after_it(runs: Runs) -> None:
    assert DID_NOT.frees(Claim("k", "stage", "", "toy", "cancel", "", "r-1", "case", "ada", 1.0))
    runs.did("r-1", IN_DOUBT, send(attempt=2))
    lose(runs)
    record_word(runs.state, DID_NOT)
    found = runs.ledger("r-2").claim(send())
    assert found is not None
    assert found.in_doubt


@pytest.mark.parametrize(
    ("events", "word", "in_doubt"),
    [(HAPPENED, DID_NOT, False), (IN_DOUBT, DID_NOT, True), (DID_NOT_HAPPEN, HAPPENED_SO, False)],
)
def test_a_journal_that_comes_back_is_not_overruled_by_a_no_and_a_yes_stands(
    runs: Runs, events: list[object], word: Word, in_doubt: bool
) -> None:
    runs.did("r-1", events)  # type: ignore[arg-type]
    record_word(runs.state, word)
    found = runs.ledger("r-2").claim(send())
    assert found is not None
    assert found.in_doubt == in_doubt


def test_a_run_whose_effect_happened_does_not_cause_it_once_more(runs: Runs) -> None:
    runs.did("r-1", DID_NOT_HAPPEN)
    record_word(runs.state, HAPPENED_SO)
    found = runs.ledger("r-1").claim(send(attempt=2))
    assert found is not None
    assert not found.in_doubt
