import json

import pytest
from prepared import prepared
from recorded import RUN, cut_off, without

from runbook.cli.asked_why import asked_why
from runbook.cli.carry_out import carry_out
from runbook.cli.exits import Exit
from runbook.cli.refusal import Refusal
from runbook.interpreter.events import StepEnded
from runbook.language.procedure import StepState
from runbook.reporting.why_text import Why


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> str:
    """The name of a run that fell back."""
    carry_out(prepared("case_id=c-91", "service_ids=s1,s2"), "json", yes=False)
    return str(json.loads(capsys.readouterr().out)["run"])


def refusal(run: str, step: str, attempt: int | None = None) -> Refusal:
    found = asked_why(run, step, attempt)
    assert isinstance(found, Refusal)
    return found


def test_an_item_of_a_loop_in_a_fallback_is_explained(run: str) -> None:
    found = asked_why(run, "services/one_by_one[1]", None)
    assert isinstance(found, Why)
    routing = found.explanation.routing
    assert routing is not None
    assert routing.taken is not None
    assert (routing.event.row, routing.taken.row.because) == (
        routing.taken.index,
        "already under way; the case decides",
    )


def test_a_misspelt_step_is_suggested(run: str) -> None:
    found = refusal(run, "services/one_by_on[1]")
    assert (found.findings[0].rule, found.exit) == ("unknown-step", Exit.INVALID)
    assert 'did you mean "services/one_by_one' in found.findings[0].help


def test_a_step_that_was_not_reached_says_so(run: str) -> None:
    assert "hand_over was never reached; the run is done with notes" in refusal(run, "hand_over").findings[0].message


@pytest.mark.parametrize("step", ["services", "services/one_by_one"])
def test_an_attempt_that_was_not_made_is_refused(run: str, step: str) -> None:
    assert f"{step} " in refusal(run, step, 7).findings[0].message


def test_a_journal_without_its_playbook_is_refused() -> None:
    plain = prepared()
    cut_off(plain, StepEnded("services", StepState.SKIPPED), sources=without(plain.sources, "case.yaml"))
    assert refusal(RUN, "services").exit is Exit.REFUSED


def test_events_that_the_playbook_cannot_have_made_are_refused() -> None:
    cut_off(prepared(), StepEnded("nothing", StepState.DONE), StepEnded("services", StepState.SKIPPED))
    assert refusal(RUN, "services").findings[0].rule == "engine-changed"


def test_an_unknown_run_is_refused() -> None:
    assert refusal("r-nothing", "services").findings[0].rule == "unknown-run"
