"""A claim is read back as it was written, or not at all."""

import random
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.runtime.ledger_claims import Claim, Entry, add_claim, claims_of, every_claim, remove_claim
from runbook.runtime.ledger_file import LedgerDamagedError, LedgerError, explained, ledger_path, open_ledger

TEXTS = st.text(st.characters(exclude_categories=()), max_size=20)
CLAIM = Claim("sha256:1", "stage", "", "toy", "cancel", "/things/t1", "r-1", "case", "ada", 1.5)


def looked_up(path: Path, key: str) -> list[Entry]:
    with explained(path):
        connection = open_ledger(path, create=False, patience=0)
        assert connection is not None
        with closing(connection):
            return claims_of(path, connection, key)


def written(state: Path, *claims: Claim) -> Path:
    path = ledger_path(state)
    connection = open_ledger(path, create=True)
    assert connection is not None
    with closing(connection):
        connection.execute("BEGIN")
        for claim in claims:
            add_claim(connection, claim)
        connection.execute("COMMIT")
    return path


def other(number: int) -> Claim:
    return Claim(f"sha256:{number}", "stage", "", "toy", "cancel", f"/things/{number}", "r-2", "case", "bob", 2.5)


@settings(max_examples=25)
@given(path=TEXTS, by=TEXTS, server=TEXTS, again=st.booleans())
def test_any_claim_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, path: str, by: str, server: str, again: bool
) -> None:
    claim = Claim("sha256:1", "stage", server, "toy", "cancel", path, "r-1", "case", by, 1.5, again)
    ledger = written(tmp_path_factory.mktemp("state"), claim)
    assert [entry.claim for entry in looked_up(ledger, claim.key)] == [claim]


def test_claims_come_in_the_order_in_which_they_were_made_and_only_those_of_the_effect(tmp_path: Path) -> None:
    path = written(tmp_path, CLAIM, other(2), CLAIM)
    assert [(entry.number, entry.claim) for entry in looked_up(path, CLAIM.key)] == [(1, CLAIM), (3, CLAIM)]
    assert looked_up(path, "sha256:nothing") == []


def test_all_of_them_the_newest_first(tmp_path: Path) -> None:
    path = written(tmp_path, CLAIM, other(2))
    connection = open_ledger(path, create=False)
    assert connection is not None
    with closing(connection):
        assert [entry.claim for entry in every_claim(path, connection)] == [other(2), CLAIM]


def test_what_is_removed_is_gone_and_its_number_never_comes_back(tmp_path: Path) -> None:
    path = written(tmp_path, CLAIM)
    connection = open_ledger(path, create=False)
    assert connection is not None
    with closing(connection):
        remove_claim(connection, Entry(1, CLAIM))
        assert claims_of(path, connection, CLAIM.key) == []
        add_claim(connection, CLAIM)
        assert [entry.number for entry in claims_of(path, connection, CLAIM.key)] == [2]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE claims SET text = replace(text, 'ada', 'bob')",
        "UPDATE claims SET key = 'sha256:2'",
        "UPDATE claims SET checksum = ''",
        "UPDATE claims SET number = 7",
        "UPDATE keys SET key = 'sha256:2'",
        "DELETE FROM claims",
        "DELETE FROM keys",
    ],
)
def test_what_was_changed_afterwards_is_reported(tmp_path: Path, change: str) -> None:
    path = written(tmp_path, CLAIM)
    connection = open_ledger(path, create=False)
    assert connection is not None
    with closing(connection):
        connection.execute(change)
    with pytest.raises(LedgerDamagedError):
        looked_up(path, CLAIM.key)


def test_a_byte_that_turns_never_hides_or_changes_what_a_run_had(tmp_path: Path) -> None:
    path = written(tmp_path, *(other(number) for number in range(40)))
    whole, wanted, random_ = path.read_bytes(), other(17), random.Random(3)
    told = looked_up(path, wanted.key)
    noticed = 0
    interesting = [index for index, byte in enumerate(whole) if byte]
    for index in random_.sample(interesting, 400):
        path.write_bytes(whole[:index] + bytes([whole[index] ^ (1 << random_.randrange(8))]) + whole[index + 1 :])
        try:
            assert looked_up(path, wanted.key) == told, index
        except LedgerError:
            noticed += 1
    assert noticed > 0
