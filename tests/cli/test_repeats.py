"""What a plan would repeat is told before anything is sent, and stands in the way unless somebody allows it."""

import os
from pathlib import Path

import pytest
from prepared import prepared
from recorded import begun

from runbook.cli.place import SIMULATED_URL
from runbook.cli.repeats import NOTHING, Repeats, ledger_trouble, repeats_of, whereabouts
from runbook.frozen import replace
from runbook.interpreter.commands import Send
from runbook.interpreter.events import AttemptStarted, Purpose
from runbook.planning.build import SAMPLE_RUN
from runbook.runtime.clock import SystemClock
from runbook.runtime.journal import RunJournal
from runbook.runtime.journal_contents import JournalHeader
from runbook.runtime.ledger import Claimant, RunLedger
from runbook.runtime.ports import Earlier
from runbook.runtime.state import runs_directory, state_directory
from tests.interpreter.building import CANCEL

DONE = Earlier("r-1", "case", 0.0, "ada", in_doubt=False)
RUNNING = replace(DONE, in_doubt=True, running=True)
TWO = "service_ids=s1,s2"


MOCK = "kc=http://127.0.0.1:4711"


def attempted(*inputs: str, environment: str = "stage", address: str = "case", servers: tuple[str, ...] = ()) -> None:
    """A run that was cut off when it had sent what the plan of these inputs sends at `address`."""
    made = prepared(*inputs, environment=environment, servers=servers)
    request = next(one.request for step in made.plan.steps for one in step.requests if one.address == address)
    state = state_directory(os.environ)
    header = JournalHeader("toy", environment, 0.0, 1, "here", "1")
    journal = RunJournal.create(runs_directory(state), "r-1", header, clock=SystemClock())
    ledger = RunLedger(state, whereabouts(made.place), Claimant("r-1", "ada"), SystemClock())
    assert ledger.claim(Send(address, 1, Purpose.ACT, "karmacheck", CANCEL, request, 30)) is None
    journal.append([begun(made), AttemptStarted(address, 1, Purpose.ACT, request.described(), request.digest)])
    journal.close()
    ledger.close()


def test_without_a_ledger_nothing_is_repeated_and_nothing_is_made() -> None:
    assert prepared(environment="stage").repeats is NOTHING
    made = {one.name for one in Path(os.environ["RUNBOOK_STATE"]).glob("*")}
    assert not {"ledger.db", "runs"} & made


def test_nobody_needs_a_place_for_runs_to_look_at_a_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RUNBOOK_STATE", "XDG_STATE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    made = prepared(environment="stage")
    assert repeats_of(made.plan, made.place) is NOTHING


def test_what_another_run_may_have_done_is_found_at_its_step() -> None:
    attempted("case_id=c-91")
    repeats = prepared("case_id=c-91", environment="stage").repeats
    assert [(address, one.run, one.in_doubt) for address, one in repeats.found.items()] == [("case", "r-1", True)]
    assert [remark.about for remark in repeats.remarks()] == ["case"]
    assert [finding.rule for finding in repeats.findings(again=False)] == ["done-before"]
    assert repeats.findings(again=True) == []


def test_another_case_or_another_environment_repeats_nothing() -> None:
    attempted("case_id=c-91")
    assert prepared("case_id=c-92", environment="stage").repeats.found == {}
    assert prepared("case_id=c-91", environment="prod").repeats.found == {}


def test_a_mock_in_the_place_of_the_provider_says_nothing_of_the_provider() -> None:
    attempted("case_id=c-91", servers=(MOCK,))
    assert prepared("case_id=c-91", environment="stage").repeats.found == {}
    again = prepared("case_id=c-91", environment="stage", servers=(MOCK,)).repeats
    assert again.found["case"].server == "http://127.0.0.1:4711"


def test_the_declared_server_is_the_provider_however_it_is_spelled() -> None:
    declared = prepared("case_id=c-91", environment="stage").place.servers["karmacheck"].url
    attempted("case_id=c-91", servers=(f"kc={declared.replace('https://', 'HTTPS://')}:443/",))
    assert set(prepared("case_id=c-91", environment="stage").repeats.found) == {"case"}


def test_a_road_that_may_be_taken_counts_too() -> None:
    attempted("case_id=c-91", TWO, address="services/one_by_one[1]")
    repeats = prepared("case_id=c-91", "service_ids=s2", environment="stage").repeats
    assert set(repeats.found) == {"services", "services/one_by_one[0]"}


def test_the_simulator_inside_a_run_has_no_past() -> None:
    attempted("case_id=c-91", environment="simulator")
    assert prepared("case_id=c-91").repeats.found == {}
    assert prepared("case_id=c-91").place.servers["karmacheck"].url == SIMULATED_URL


def test_a_simulator_that_stays_is_a_world_of_its_own() -> None:
    one, other = (prepared(servers=(f"kc=http://127.0.0.1:{port}",)).place for port in (9001, 9002))
    request = prepared(environment="stage").plan.steps[-2].requests[0].request
    assert whereabouts(one).key(request, SAMPLE_RUN) != whereabouts(other).key(request, SAMPLE_RUN)


def test_a_ledger_that_cannot_be_read_stands_in_the_way_even_when_repeating_is_allowed() -> None:
    state_directory(os.environ).joinpath("ledger.db").write_bytes(b"rubbish")
    repeats = prepared(environment="stage").repeats
    assert [finding.rule for finding in repeats.findings(again=True)] == ["ledger"]
    assert ledger_trouble("gone").help


def test_nobody_can_allow_what_is_being_done_right_now() -> None:
    assert Repeats({"case": DONE}).findings(again=True) == []
    assert Repeats({"case": RUNNING}).findings(again=True) != []


def test_as_data_it_says_the_same() -> None:
    (said,) = Repeats({"case": DONE}).described()
    assert isinstance(said, dict)
    assert (said["address"], said["run"], said["by"], said["in_doubt"]) == ("case", "r-1", "ada", False)


def test_production_is_one_world_whatever_road_leads_there() -> None:
    attempted("case_id=c-91", environment="prod", servers=(MOCK,))
    assert "case" in prepared("case_id=c-91", environment="prod").repeats.found
