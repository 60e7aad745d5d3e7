"""Looking changes nothing, and finds what a claim would meet."""

import os
from pathlib import Path

import pytest

from runbook.runtime.ledger_file import LedgerError
from runbook.runtime.ledger_lookup import everything, look_up
from tests.runtime.claims import DID_NOT_HAPPEN, HAPPENED, IN_DOUBT, STAGE, Runs, send


def key(thing: str) -> str:
    return STAGE.key(send(thing=thing).request, "r-9")


def test_where_no_ledger_is_nothing_is_known_and_none_is_made(tmp_path: Path) -> None:
    assert look_up(tmp_path, [key("t1")]) == {}
    assert list(everything(tmp_path)) == []
    assert os.listdir(tmp_path) == []


def test_it_finds_what_happened_and_what_may_have_and_not_what_did_not(tmp_path: Path, runs: Runs) -> None:
    for run, events, thing in (("r-1", HAPPENED, "t1"), ("r-2", IN_DOUBT, "t2"), ("r-3", DID_NOT_HAPPEN, "t3")):
        runs.did(run, events, send(thing=thing))
    before = runs.path.read_bytes()
    found = look_up(tmp_path, [key(f"t{number}") for number in range(1, 5)])
    assert {one: (earlier.run, earlier.in_doubt) for one, earlier in found.items()} == {
        key("t1"): ("r-1", False),
        key("t2"): ("r-2", True),
    }
    assert runs.path.read_bytes() == before


def test_of_several_that_did_it_the_last_is_named(tmp_path: Path, runs: Runs) -> None:
    runs.did("r-1", HAPPENED)
    runs.begin("r-2")
    runs.ledger("r-2", again=True).claim(send())
    runs.rest("r-2", HAPPENED)
    assert look_up(tmp_path, [key("t1")])[key("t1")].run == "r-2"


def test_all_that_is_known_comes_the_newest_first(tmp_path: Path, runs: Runs) -> None:
    runs.did("r-1", HAPPENED, send(thing="t1"))
    runs.did("r-2", DID_NOT_HAPPEN, send(thing="t2"))
    assert [(known.claim.run, known.earlier is not None) for known in everything(tmp_path)] == [
        ("r-2", False),
        ("r-1", True),
    ]


def test_a_damaged_ledger_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"rubbish")
    with pytest.raises(LedgerError):
        look_up(tmp_path, [key("t1")])
