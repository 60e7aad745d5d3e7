import json
import time

import pytest
from prepared import prepared
from recorded import RUN, altered, begun, cut_off
from staying import QUESTION, Stay

from runbook.cli.continuation import go_on
from runbook.cli.exits import Exit
from runbook.cli.persons_word import choice
from runbook.frozen import replace
from runbook.interpreter.events import Asked, AttemptStarted, Purpose, StepEnded
from runbook.language.procedure import Ask, StepState
from runbook.planning.plan import PlannedRequest
from runbook.runtime.clock import SystemClock

SERVICES = ("case_id=c-plain", "service_ids=s1")


def served(stay: Stay) -> list[str]:
    return [f"karmacheck={stay.simulator.servers['karmacheck']}"]


def planned(step: str, made_of: tuple[str, ...]) -> PlannedRequest:
    return next(one.requests[0] for one in prepared(*made_of).plan.steps if one.address == step)


def test_an_attempt_without_an_answer_is_read_back_before_anything_else(
    stay: Stay, capsys: pytest.CaptureFixture[str]
) -> None:
    request = planned("case", ("case_id=c-plain",)).request
    skipped = StepEnded("services", StepState.SKIPPED, "not inputs.service_ids | length > 0")
    started = AttemptStarted("case", 1, Purpose.ACT, request.described(), request.digest)
    cut_off(prepared("case_id=c-canceled"), skipped, started)
    assert go_on(RUN, served(stay), "json") == Exit.DONE
    report = json.loads(capsys.readouterr().out)
    assert [one["purpose"] for one in report["steps"][1]["attempts"]] == ["act", "verify"]
    assert stay.simulator.ledger.sent("cancel_case", "c-canceled") == 0


def test_a_run_that_had_only_begun_does_everything(stay: Stay, capsys: pytest.CaptureFixture[str]) -> None:
    cut_off(prepared(*SERVICES))
    assert go_on(RUN, served(stay), "text") == Exit.DONE
    assert "✓ done" in capsys.readouterr().out
    assert stay.simulator.ledger.applied("cancel_case", "c-plain") == 1


def test_a_masked_input_is_never_sent(stay: Stay, capsys: pytest.CaptureFixture[str]) -> None:
    made = prepared(*SERVICES)
    cut_off(replace(made, inputs={**made.inputs, "case_id": "***"}))
    assert go_on(RUN, served(stay), "text") == Exit.REFUSED
    assert "masked" in capsys.readouterr().err
    assert stay.simulator.ledger.entries() == ()


def test_events_that_do_not_follow_from_the_playbook_are_refused(
    stay: Stay, capsys: pytest.CaptureFixture[str]
) -> None:
    cut_off(prepared(*SERVICES), StepEnded("case", StepState.DONE))
    assert go_on(RUN, served(stay), "text") == Exit.REFUSED
    assert "error[engine-changed]" in capsys.readouterr().err


def test_texts_that_are_not_those_of_the_run_are_refused(stay: Stay, capsys: pytest.CaptureFixture[str]) -> None:
    made = prepared(*SERVICES)
    cut_off(made, sources=altered(made.sources, "cancel-case.yaml", "2s", "3s"))
    assert go_on(RUN, served(stay), "json") == Exit.REFUSED
    assert "procedure-changed" in capsys.readouterr().out
    assert stay.simulator.ledger.entries() == ()


def test_without_its_secret_nothing_is_sent(capsys: pytest.CaptureFixture[str]) -> None:
    made = prepared(environment="stage")
    cut_off(made)
    assert begun(made).environment == "stage"
    assert go_on(RUN, [], "text") == Exit.INVALID
    assert "error[missing-secret]" in capsys.readouterr().err


class AnHourAgo(SystemClock):
    def now(self) -> float:
        return super().now() - 3600


def asked(stay: Stay, deadline: str) -> None:
    """A run that asked an hour ago, and rests since."""
    text = QUESTION.replace("choices: [go, leave]", f"choices: [go, leave], deadline: {deadline}, default: leave")
    made = prepared("case_id=c-plain", playbook=stay.play(text))
    ask = made.procedure.body.steps[0].action
    assert isinstance(ask, Ask)
    question = ask.question
    put = Asked("confirm", "Cancel c-plain?", ("go", "leave"), question.deadline, question.default)
    cut_off(made, put, clock=AnHourAgo())


def test_after_its_deadline_a_question_takes_no_answer_and_its_default_counts(
    stay: Stay, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(stay, "59m")
    assert go_on(RUN, served(stay), "text", choice("confirm", "go")) == Exit.REFUSED
    assert "error[question-closed]" in capsys.readouterr().err
    assert go_on(RUN, served(stay), "json") == Exit.DONE
    report = json.loads(capsys.readouterr().out)
    assert [(one["choice"], one["by"]) for one in report["steps"][0]["choices"]] == [("leave", None)]
    assert stay.simulator.ledger.entries() == ()


def test_before_its_deadline_a_run_that_only_asks_rests_again_at_once(
    stay: Stay, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(stay, "61m")
    assert go_on(RUN, served(stay), "json") == Exit.PERSON
    report = json.loads(capsys.readouterr().out)
    (question,) = report["steps"][0]["questions"]
    assert question["leads"] == ["POST /case/id/c-plain/cancel, cannot be undone", "the run ends, done"]
    assert 0 < question["until"] - time.time() < 120
    assert go_on(RUN, served(stay), "json", choice("confirm", "go")) == Exit.DONE
    assert stay.simulator.ledger.applied("cancel_case", "c-plain") == 1
