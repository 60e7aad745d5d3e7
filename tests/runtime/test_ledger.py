"""One effect, one run: whoever comes second is told who had it, unless it certainly did not happen."""

import multiprocessing
import sqlite3
from contextlib import closing
from multiprocessing.synchronize import Barrier as Gate
from pathlib import Path

import pytest

from runbook.frozen import replace
from runbook.interpreter.events import Event
from runbook.language.procedure import Verb
from runbook.runtime.journal import RunJournal
from runbook.runtime.journal_contents import JournalHeader
from runbook.runtime.ledger_claims import Entry, every_claim
from runbook.runtime.ledger_file import LedgerError, open_ledger
from runbook.runtime.ports import Earlier
from runbook.runtime.rest import Halt
from runbook.runtime.whereabouts import Whereabouts
from tests.interpreter.building import call, procedure, site, started, step
from tests.runtime.claims import (
    CLOCK,
    DID_NOT_HAPPEN,
    HAPPENED,
    IN_DOUBT,
    SETTLED,
    Runs,
    answered,
    attempt,
    marked,
    send,
)
from tests.runtime.test_runner import Stage


def everything(runs: Runs) -> list[Entry]:
    connection = open_ledger(runs.path, create=False)
    assert connection is not None
    with closing(connection):
        return list(every_claim(runs.path, connection))


def earlier(found: Earlier | None) -> Earlier:
    assert found is not None
    return found


def test_who_comes_second_is_told_who_was_first_and_when(runs: Runs) -> None:
    runs.did("r-1", HAPPENED)
    assert runs.ledger("r-2").claim(send("other")) == Earlier("r-1", "case", CLOCK.now(), "ada", in_doubt=False)


def test_another_target_is_another_effect(runs: Runs) -> None:
    runs.did("r-1", HAPPENED)
    assert runs.ledger("r-2").claim(send(thing="t2")) is None


def test_another_place_is_another_world(runs: Runs) -> None:
    runs.did("r-1", HAPPENED)
    assert runs.ledger("r-2", place=Whereabouts("production")).claim(send()) is None
    one, other = ({"toy": f"http://127.0.0.1:{port}"} for port in (1, 2))
    assert runs.ledger("r-3", place=Whereabouts("simulator", one)).claim(send()) is None
    assert runs.ledger("r-4", place=Whereabouts("simulator", other)).claim(send()) is None


def test_a_world_that_ends_with_the_run_leaves_no_trace(runs: Runs) -> None:
    passing = Whereabouts("simulator", passing=frozenset({"toy"}))
    assert runs.ledger("r-1", place=passing).claim(send()) is None
    assert not runs.path.exists()


@pytest.mark.parametrize("events", [DID_NOT_HAPPEN, SETTLED])
def test_what_certainly_did_not_happen_is_free_for_others(runs: Runs, events: list[Event]) -> None:
    runs.did("r-1", events)
    assert runs.ledger("r-2").claim(send()) is None


def test_what_is_in_doubt_counts(runs: Runs) -> None:
    runs.did("r-1", IN_DOUBT)
    found = earlier(runs.ledger("r-2").claim(send()))
    assert found.in_doubt
    assert "nobody has said" in found.because


def test_a_run_that_is_at_work_counts_before_it_has_sent_anything(runs: Runs) -> None:
    assert runs.begin("r-1").claim(send()) is None
    found = earlier(runs.ledger("r-2").claim(send()))
    assert (found.run, found.in_doubt, found.running) == ("r-1", True, True)


def test_without_its_journal_nobody_knows_what_a_run_did(runs: Runs) -> None:
    runs.did("r-1", DID_NOT_HAPPEN)
    (runs.runs / "r-1.db").write_bytes(b"rubbish")
    found = earlier(runs.ledger("r-2").claim(send()))
    assert found.in_doubt
    assert "cannot be read" in found.because
    (runs.runs / "r-1.db").unlink()
    found = earlier(runs.ledger("r-3").claim(send()))
    assert found.in_doubt
    assert "gone" in found.because


def test_a_run_repeats_its_own_effects_as_its_procedure_says_in_one_claim(runs: Runs) -> None:
    assert runs.begin("r-1").claim(send()) is None
    assert runs.ledger("r-1").claim(send(attempt=2)) is None
    assert [(entry.number, entry.claim.attempt) for entry in everything(runs)] == [(1, 2)]
    assert runs.ledger("r-1").claim(send("case/one[2]")) is None
    assert [(entry.number, entry.claim.address) for entry in everything(runs)] == [(2, "case/one[2]"), (1, "case")]


@pytest.mark.parametrize("attempt", [1, 2])
def test_an_attempt_that_the_run_claimed_before_is_lost_in_its_journal_and_not_made_again(
    runs: Runs, attempt: int
) -> None:
    runs.did("r-1", [])
    runs.ledger("r-1").claim(send(attempt=2))
    found = earlier(runs.ledger("r-1").claim(send(attempt=attempt)))
    assert (found.run, found.in_doubt, found.running) == ("r-1", True, False)
    assert "its journal does not know of it" in found.because
    assert runs.ledger("r-1", again=True).claim(send(attempt=attempt)) is None


def test_a_claim_whose_attempt_its_journal_does_not_know_is_in_doubt_for_others(runs: Runs) -> None:
    runs.did("r-1", [])
    found = earlier(runs.ledger("r-2").claim(send()))
    assert found.in_doubt
    assert found.because == "the ledger knows of an attempt that its journal does not"
    runs.did("r-3", DID_NOT_HAPPEN, send(thing="t3"))
    runs.ledger("r-3").claim(send(thing="t3", attempt=2))
    assert earlier(runs.ledger("r-4").claim(send(thing="t3"))).in_doubt


def test_what_a_run_was_refused_it_finds_free_at_another_address_only_if_it_is(runs: Runs) -> None:
    ledger = runs.begin("r-1")
    ledger.claim(send("services"))
    ledger.claim(send("services/one[0]"))
    tried = ("services", "services/one[0]")
    runs.rest("r-1", [event for one in tried for event in (attempt(one), *answered(422, Verb.STOP, one))])
    assert runs.ledger("r-2").claim(send()) is None


def test_what_was_taken_over_must_be_claimed_anew(runs: Runs) -> None:
    runs.did("r-1", DID_NOT_HAPPEN)
    runs.did("r-2", HAPPENED)
    assert earlier(runs.ledger("r-1").claim(send())).run == "r-2"


def test_again_repeats_and_says_what(runs: Runs) -> None:
    runs.did("r-1", HAPPENED)
    ledger = runs.ledger("r-2", again=True)
    assert ledger.claim(send()) is None
    assert ledger.repeated["case"].run == "r-1"
    assert ledger.claim(send(attempt=2)) is None
    assert earlier(runs.ledger("r-3").claim(send())).run in ("r-1", "r-2")


def test_a_run_whose_effect_was_repeated_by_another_does_not_go_on_as_if_nothing_were(runs: Runs) -> None:
    runs.did("r-1", IN_DOUBT)
    runs.begin("r-2")
    assert runs.ledger("r-2", again=True).claim(send()) is None
    runs.rest("r-2", HAPPENED)
    assert earlier(runs.ledger("r-1").claim(send(attempt=2))).run == "r-2"
    assert runs.ledger("r-1", again=True).claim(send(attempt=2)) is None
    assert runs.ledger("r-1").claim(send(attempt=3)) is None


def test_a_claim_keeps_what_was_asked_for_people(runs: Runs) -> None:
    asked = send()
    runs.ledger("r-1").claim(replace(asked, request=replace(asked.request, body={"ids": ["s1"]})))
    assert [entry.claim.arguments for entry in everything(runs)] == ['{"ids":["s1"]}']


def test_nobody_can_allow_a_second_run_beside_one_that_is_at_work(runs: Runs) -> None:
    assert runs.begin("r-1").claim(send()) is None
    assert earlier(runs.ledger("r-2", again=True).claim(send())).running


def test_what_a_run_at_work_has_done_already_can_be_repeated(runs: Runs) -> None:
    runs.begin("r-1").claim(send())
    runs.open["r-1"].append(HAPPENED)
    found = earlier(runs.ledger("r-2").claim(send()))
    assert (found.in_doubt, found.running) == (False, False)
    assert runs.ledger("r-2", again=True).claim(send()) is None


def test_a_mark_of_the_run_in_the_body_does_not_make_another_effect(runs: Runs) -> None:
    runs.did("r-1", HAPPENED, marked(send(), "r-1"))
    assert earlier(runs.ledger("r-2").claim(marked(send(), "r-2"))).run == "r-1"


def test_a_claim_is_one_durable_write_and_a_refusal_none(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    ledger = runs.begin("r-1")
    ledger.claim(send(thing="warm"))
    assert ledger._connection is not None
    ledger._connection.set_trace_callback(written.append)
    ledger.claim(send())
    ledger.claim(send(attempt=2))
    assert sum(one.startswith("COMMIT") for one in written) == 2
    before = ledger._connection.total_changes
    ledger.claim(send(attempt=2))
    assert ledger._connection.total_changes == before


def test_a_call_costs_three_durable_writes_one_in_the_ledger_and_two_in_the_journal(runs: Runs) -> None:
    def cost(calls: int) -> int:
        """Commits of a run of so many calls."""
        run, written = f"r-{calls}", list[str]()
        stage = Stage(procedure(*(step(f"s{number}", call(where=site(id=f"t{number}"))) for number in range(calls))))
        header = JournalHeader("toy", "stage", 0.0, 1, "here", "1")
        with closing(RunJournal.create(runs.runs, run, header, clock=CLOCK)) as journal:
            ledger = runs.ledger(run, again=True)
            ledger.claim(send(thing=run))
            for connection in (journal._connection, ledger._connection):
                assert connection is not None
                connection.set_trace_callback(written.append)
            runner = stage.runner()
            runner._world = replace(runner._world, journal=journal, ledger=ledger)
            assert runner.run(started()).halt is Halt.ENDED
        return written.count("COMMIT")

    assert cost(3) - cost(1) == 2 * 3


def test_a_ledger_that_somebody_holds_is_an_error_and_nothing_is_claimed(runs: Runs) -> None:
    ledger = runs.begin("r-1")
    ledger.claim(send(thing="warm"))
    assert ledger._connection is not None
    ledger._connection.execute("PRAGMA busy_timeout = 50")
    holder = sqlite3.connect(runs.path)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LedgerError, match="another program holds it"):
        ledger.claim(send())
    holder.close()
    assert ledger.claim(send()) is None


def _claim(state: str, number: int, gate: "Gate", found: "multiprocessing.SimpleQueue[tuple[str, str]]") -> None:
    runs = Runs(Path(state))
    ledger = runs.begin(f"r-{number}")
    gate.wait(30)
    answer = ledger.claim(send())
    found.put((f"r-{number}", answer.run if answer is not None else ""))
    gate.wait(30)
    runs.close()


def test_of_many_at_the_same_instant_exactly_one_gets_it(tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    gate, found = fork.Barrier(24), fork.SimpleQueue()
    processes = [fork.Process(target=_claim, args=(str(tmp_path), number, gate, found)) for number in range(24)]
    for process in processes:
        process.start()
    said = [found.get() for _ in processes]
    for process in processes:
        process.join()
    winners = [run for run, other in said if not other]
    assert len(winners) == 1
    assert {other for _, other in said if other} == set(winners)


@pytest.mark.parametrize("replaced", [False, True])
def test_a_ledger_that_is_removed_or_replaced_under_a_run_claims_nothing_more(runs: Runs, replaced: bool) -> None:
    ledger = runs.begin("r-1")
    assert ledger.claim(send()) is None
    if replaced:
        copy = runs.state / "copy.db"
        copy.write_bytes(runs.path.read_bytes())
        copy.replace(runs.path)
    else:
        runs.path.unlink()
    with pytest.raises(LedgerError, match="was removed, replaced or cut off while the run used it"):
        ledger.claim(replace(send(), address="other"))
    ledger.close()
    runs.rest("r-1")
