"""What became of a claim is what the journal of its run says, and without one nobody knows."""

from pathlib import Path

import pytest

from runbook.frozen import replace
from runbook.interpreter.events import Event, FellInDoubt, RunEnded
from runbook.language.procedure import StepState
from runbook.runtime.ledger_claims import Claim
from runbook.runtime.ledger_standing import Aftermath, foremost
from runbook.runtime.ports import Earlier, Remedy
from tests.runtime.claims import DID_NOT_HAPPEN, HAPPENED, IN_DOUBT, Runs

CLAIM = Claim("sha256:1", "stage", "", "toy", "cancel", "/things/t1", "r-1", "case", "ada", 1.5)

UNKNOWN = Earlier("r-1", "case", 1.5, "ada", True, "nobody has said yet whether it happened")


@pytest.mark.parametrize(
    ("events", "found"),
    [
        (HAPPENED, Earlier("r-1", "case", 1.5, "ada", in_doubt=False)),
        (DID_NOT_HAPPEN, None),
        ([], None),
        (IN_DOUBT, replace(UNKNOWN, remedy=Remedy.RESUME)),
        ([*IN_DOUBT, FellInDoubt("case", 1, "no answer")], replace(UNKNOWN, remedy=Remedy.SETTLE)),
        ([*IN_DOUBT, RunEnded("", StepState.FAILED, "it stopped", {})], UNKNOWN),
    ],
)
def test_a_run_that_rests_says_it_in_its_journal(tmp_path: Path, events: list[Event], found: Earlier | None) -> None:
    runs = Runs(tmp_path)
    runs.begin("r-1")
    runs.rest("r-1", events)
    assert Aftermath(runs.runs).earlier(CLAIM) == found


@pytest.mark.parametrize("events", [DID_NOT_HAPPEN, [], IN_DOUBT])
def test_while_it_is_at_work_anything_may_still_happen(tmp_path: Path, events: list[Event]) -> None:
    runs = Runs(tmp_path)
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
