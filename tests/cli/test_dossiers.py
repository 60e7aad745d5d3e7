import json
import os
from pathlib import Path

import pytest
from plan_project import Project
from prepared import prepared
from recorded import RUN, cut_off, without
from staying import QUESTION, Stay

from runbook.cli.carry_out import carry_out
from runbook.cli.dossiers import dossier_of
from runbook.cli.recorded_run import RecordedRun, recorded_run
from runbook.frozen import replace
from runbook.interpreter.events import StepEnded
from runbook.language.procedure import StepState
from runbook.planning.tally import Agreement
from runbook.reporting.dossiers.dossier import Dossier


def dossier(run: str) -> Dossier:
    found = recorded_run(run)
    assert isinstance(found, RecordedRun)
    return dossier_of(found)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> str:
    """The name of a run that fell back."""
    carry_out(prepared("case_id=c-91", "service_ids=s1,s2"), "json", yes=False)
    return str(json.loads(capsys.readouterr().out)["run"])


def test_everything_that_a_run_sent_is_what_its_plan_shows(run: str) -> None:
    of = dossier(run)
    assert of.tally is not None
    assert of.tally.holds
    assert len(of.tally.requests) == 10
    assert {one.agreement for one in of.tally.requests} == {Agreement.EQUAL}
    assert of.untold == ""


def test_rows_titles_and_schemes_come_from_the_texts_in_the_journal(run: str) -> None:
    of = dossier(run)
    assert of.title == "Cancel a KarmaCheck case, its services first"
    assert of.titles["case"] == "Cancel the case"
    assert of.schemes["karmacheck"]["JWT"].name == "JWT"
    steps = {step.address: step for step in of.report.walk()}
    read, act = steps["services/one_by_one[1]"].attempts[:2]
    assert of.row_of("services/one_by_one[1]", read) is None
    row = of.row_of("services/one_by_one[1]", act)
    assert row is not None
    assert row.because == "already under way; the case decides"


def test_steps_that_were_not_reached_are_named_but_not_those_for_another_turn_of_events(run: str) -> None:
    assert dossier(run).unreached == ()
    cut_off(prepared(), StepEnded("services", StepState.SKIPPED))
    assert [one.address for one in dossier(RUN).unreached] == ["case"]


def test_without_its_texts_a_run_is_still_reported_and_why_nothing_is_compared_is_said() -> None:
    plain = prepared()
    cut_off(plain, sources=without(plain.sources, "case.yaml"))
    of = dossier(RUN)
    assert (of.tally, dict(of.rows)) == (None, {})
    assert of.untold
    assert Path(os.environ["RUNBOOK_STATE"]).exists()


def test_an_applied_plan_is_what_the_requests_are_held_against(project: Project) -> None:
    project.play()
    assert project.plan(by=None).code == 0
    assert project.apply().code == 0
    (journal,) = project.runs()
    of = dossier(journal.stem)
    assert of.against == "the approved plan"
    assert of.tally is not None
    assert of.tally.holds
    assert of.tally.plan == project.document["plan"]["dry_run"]["digest"]
    found = recorded_run(journal.stem)
    assert isinstance(found, RecordedRun)
    without_it = replace(found, started=replace(found.started, plan="sha256:other"))
    assert dossier_of(without_it).untold == "the journal does not hold the approved plan"


def test_a_run_that_waits_says_where_each_choice_leads(stay: Stay, monkeypatch: pytest.MonkeyPatch) -> None:
    stay.run(stay.play(QUESTION), "c-plain")
    monkeypatch.setenv("RUNBOOK_STATE", str(stay.place / "state"))
    (question,) = dossier(stay.name).report.steps[0].questions
    assert question.leads[0].startswith("POST /case/id/c-plain/cancel")
