"""When the ledger is gone, the journals say what was claimed."""

from pathlib import Path

import pytest

from runbook.interpreter.events import AttemptStarted, Event, Purpose, RunStarted
from runbook.runtime.journal import RunJournal
from runbook.runtime.journal_contents import JournalHeader
from runbook.runtime.ledger_lookup import everything, look_up
from runbook.runtime.ledger_rebuilding import claims_of_journals
from runbook.runtime.whereabouts import Whereabouts
from tests.runtime.claims import CLOCK, DID_NOT_HAPPEN, HAPPENED, IN_DOUBT, STAGE, Runs, send


@pytest.mark.parametrize(("events", "stands"), [(HAPPENED, True), (IN_DOUBT, True), (DID_NOT_HAPPEN, False)])
def test_a_ledger_that_is_made_anew_knows_what_the_journals_know(
    tmp_path: Path, runs: Runs, events: list[Event], stands: bool
) -> None:
    runs.did("r-1", events)
    runs.path.unlink()
    key = STAGE.key(send().request, "r-2")
    assert (key in look_up(tmp_path, [key])) == stands
    assert [one.claim.run for one in everything(tmp_path)] == ["r-1"]
    assert not runs.path.exists()
    assert (runs.begin("r-2").claim(send()) is not None) == stands
    assert runs.path.exists()
    runs.rest("r-2")


@pytest.mark.parametrize(
    ("url", "servers"),
    [("https://toy.example", ["", "https://toy.example"]), ("http://127.0.0.1:0", []), ("", [""])],
)
def test_a_server_may_be_the_declared_one_or_another_and_a_world_that_ended_is_none(
    tmp_path: Path, url: str, servers: list[str]
) -> None:
    header = JournalHeader("toy", "stage", 0.0, 1, "here", "1")
    journal = RunJournal.create(tmp_path, "r-1", header, clock=CLOCK)
    journal.append([RunStarted("", "r-1", "toy", "sha256:0", "stage", {"toy": url}, {}, by="ada"), *HAPPENED])
    journal.close()
    assert [claim.server for claim in claims_of_journals(tmp_path).claims] == servers


def test_reads_are_no_claims_and_what_cannot_be_read_is_told(runs: Runs) -> None:
    read = AttemptStarted("look", 1, Purpose.ACT, {"effect": "read", "provider": "toy"}, "sha256:0")
    runs.begin("r-1", [read])
    runs.rest("r-1")
    (runs.runs / "r-0.db").write_bytes(b"rubbish" * 100)
    rebuilt = claims_of_journals(runs.runs)
    assert rebuilt.claims == ()
    assert [one.split()[0] for one in rebuilt.unread] == ["r-0.db"]
    ledger = runs.ledger("r-2")
    ledger.make_up()
    assert ledger.unread == rebuilt.unread


def test_without_other_runs_no_ledger_is_made_before_it_is_needed(runs: Runs) -> None:
    ledger = runs.begin("r-1")
    ledger.make_up()
    assert not runs.path.exists()
    runs.rest("r-1")


def test_the_key_of_a_recorded_request_is_that_of_the_request(tmp_path: Path) -> None:
    described = send().request.described()
    assert isinstance(described, dict)
    place = Whereabouts("stage", {"toy": "https://toy.example"})
    assert place.key_of(described, "r-1") == place.key(send().request, "r-1")
