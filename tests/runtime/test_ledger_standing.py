"""What became of a claim is what the journal of its run says, and without one nobody knows."""

from pathlib import Path

import pytest

from runbook.frozen import replace
from runbook.interpreter.events import AnswerRouted, Event, FellInDoubt, RunEnded
from runbook.language.procedure import StepState, Verb
from runbook.runtime.ledger_claims import Claim
from runbook.runtime.ledger_standing import Aftermath, foremost
from runbook.runtime.ports import Earlier, Remedy
from tests.runtime.claims import DID_NOT_HAPPEN, HAPPENED, IN_DOUBT, SETTLED, Runs

CLAIM = Claim("sha256:1", "stage", "", "toy", "cancel", "/things/t1", "r-1", "case", "ada", 1.5)

FORGOTTEN = "the ledger knows of an attempt that its journal does not"
UNKNOWN = Earlier("r-1", "case", 1.5, "ada", True, "nobody has said yet whether it happened")


@pytest.mark.parametrize(
    ("events", "found"),
    [
        (HAPPENED, Earlier("r-1", "case", 1.5, "ada", in_doubt=False)),
        (DID_NOT_HAPPEN, None),
        ([], Earlier("r-1", "case", 1.5, "ada", True, FORGOTTEN, remedy=Remedy.RESUME, untold=True)),
        (IN_DOUBT, replace(UNKNOWN, remedy=Remedy.RESUME)),
        ([*IN_DOUBT, FellInDoubt("case", 1, "no answer")], replace(UNKNOWN, remedy=Remedy.SETTLE)),
        ([*IN_DOUBT, RunEnded("", StepState.FAILED, "it stopped", {})], replace(UNKNOWN, remedy=Remedy.SETTLE)),
    ],
)
def test_a_run_that_rests_says_it_in_its_journal(runs: Runs, events: list[Event], found: Earlier | None) -> None:
    runs.begin("r-1")
    runs.rest("r-1", events)
    assert Aftermath(runs.runs).earlier(CLAIM) == found


@pytest.mark.parametrize(
    ("events", "stands"),
    [([], True), (IN_DOUBT, True), (SETTLED, True), (DID_NOT_HAPPEN, False)],
)
def test_behind_a_torn_end_a_claim_is_in_doubt_unless_its_answer_was_recorded(
    runs: Runs, events: list[Event], stands: bool
) -> None:
    runs.begin("r-1", events)
    log = runs.runs / "r-1.db-wal"
    runs.open["r-1"].append([AnswerRouted("elsewhere", 1, 0, Verb.DONE, "x" * 5000)])
    left = log.read_bytes()[:-50], (runs.runs / "r-1.db").read_bytes()
    runs.rest("r-1")
    log.write_bytes(left[0])
    (runs.runs / "r-1.db").write_bytes(left[1])
    found = Aftermath(runs.runs).earlier(CLAIM)
    assert (found is not None and found.in_doubt) == stands


def test_an_attempt_more_than_the_journal_knows_is_in_doubt_and_no_attempt_more_is_not(runs: Runs) -> None:
    runs.begin("r-1")
    runs.rest("r-1", DID_NOT_HAPPEN)
    assert Aftermath(runs.runs).earlier(CLAIM) is None
    found = Aftermath(runs.runs).earlier(replace(CLAIM, attempt=2))
    assert found is not None
    assert (found.in_doubt, found.because) == (True, FORGOTTEN)


@pytest.mark.parametrize("events", [DID_NOT_HAPPEN, [], IN_DOUBT])
def test_while_it_is_at_work_anything_may_still_happen(runs: Runs, events: list[Event]) -> None:
    runs.begin("r-1", events)
    found = Aftermath(runs.runs).earlier(CLAIM)
    assert found is not None
    assert found.running
    runs.rest("r-1")


@pytest.mark.parametrize("name", ["r-1", "../../etc"])
def test_a_journal_that_is_not_there_frees_nothing(tmp_path: Path, name: str) -> None:
    found = Aftermath(tmp_path).earlier(Claim("", "stage", "", "toy", "cancel", "", name, "case", "ada", 1.5))
    assert found is not None
    assert found.in_doubt


def test_of_several_runs_the_one_that_had_the_effect_is_named() -> None:
    had = replace(UNKNOWN, run="r-1", in_doubt=False)
    maybe = replace(UNKNOWN, run="r-2")
    at_it = replace(UNKNOWN, run="r-3", running=True)
    assert foremost([had, maybe]) == had
    assert foremost([at_it, had, maybe]) == at_it
    assert foremost([replace(maybe, run="r-0"), maybe]) == maybe
