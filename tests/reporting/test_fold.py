from example_run import doubtful_run, fallback_run, handed_over_run, killed_run, retried_run, said, sent, started, timed

from runbook.interpreter.events import EffectSettled, Event, RunEnded, StepEnded
from runbook.language.procedure import StepState, Verb
from runbook.providers.answer import Answer, AnswerKind
from runbook.reporting.fold import fold
from runbook.reporting.report import Report


def folded(events) -> Report:  # type: ignore[no-untyped-def]
    report = fold(timed(events))
    assert report is not None
    return report


def test_a_run_that_has_not_started_has_no_report() -> None:
    assert fold([]) is None


def test_steps_form_the_tree_of_their_addresses() -> None:
    report = folded(fallback_run())
    assert [step.address for step in report.walk()] == [
        "services",
        "services/one_by_one",
        "services/one_by_one[0]",
        "services/one_by_one[1]",
        "case",
    ]


def test_totals_count_requests_retries_and_notes() -> None:
    totals = folded(fallback_run()).totals
    assert (totals.requests, totals.irreversible, totals.retries, totals.notes) == (6, 4, 0, 1)
    assert folded(retried_run()).totals.retries == 1


def test_a_handover_is_kept_with_its_place() -> None:
    report = folded(handed_over_run())
    ((address, handed),) = report.handovers
    assert (report.state, address, handed.to) == (StepState.HANDED_OVER, "hand_over", "screening-ops")


def test_doubt_names_the_attempt_that_may_have_acted() -> None:
    (doubt,) = folded(doubtful_run()).doubts
    assert (doubt.address, doubt.attempt.number, doubt.attempt.method) == ("case", 1, "POST")


def test_a_step_whose_fallback_is_in_doubt_is_not_itself_a_doubt() -> None:
    lost = Answer(AnswerKind.NO_ANSWER, reason="reset")
    events = [
        started(),
        *sent("services", "/x", said(422), Verb.FALLBACK),
        *sent("services/one", "/x", lost, Verb.SETTLE),
        StepEnded("services/one", StepState.IN_DOUBT, "reset"),
        StepEnded("services", StepState.IN_DOUBT, "reset"),
    ]
    assert [doubt.address for doubt in folded(events).doubts] == ["services/one"]


def test_a_killed_run_has_no_state_and_its_open_attempt_is_in_doubt() -> None:
    report = folded(killed_run())
    assert report.state is None
    assert report.ended_at is None
    assert [doubt.address for doubt in report.doubts] == ["case"]


def test_time_runs_from_the_first_event_to_the_last() -> None:
    assert folded([started()]).seconds == 0
    assert folded(killed_run()).seconds == 1


def test_a_run_that_was_cut_short_before_a_read_proved_anything_is_in_doubt() -> None:
    lost = Answer(AnswerKind.NO_ANSWER, reason="the connection was cut")
    for answer, verb, said_so in ((lost, Verb.SETTLE, "the connection was cut"), (said(200), Verb.DONE, "said yes")):
        report = folded([started(), *sent("case", "/x", answer, verb)])
        (doubt,) = report.doubts
        assert doubt.address == "case"
        assert said_so in doubt.reason
        assert "before it was read back" in doubt.reason
        assert report.totals.in_doubt == 1


def test_an_attempt_that_was_tried_again_did_not_act() -> None:
    assert folded(retried_run()).totals.irreversible == 1


def test_what_was_sent_again_without_proof_that_it_did_not_act_counts() -> None:
    lost = sent("case", "/x", Answer(AnswerKind.NO_ANSWER), Verb.RETRY)
    assert folded([started(), *lost, *sent("case", "/x", said(200), Verb.DONE, attempt=2)]).totals.irreversible == 2


UNPROVED = Answer(AnswerKind.UNDECLARED, 202)


def stopped_on(answer: Answer, verb: Verb = Verb.STOP, state: StepState = StepState.FAILED) -> list[Event]:
    return [
        started(),
        *sent("case", "/x", answer, verb),
        StepEnded("case", state, "drift"),
        RunEnded("", state, "", {}),
    ]


def test_a_stop_on_an_answer_that_proves_nothing_stays_in_doubt_after_the_end() -> None:
    report = folded(stopped_on(UNPROVED))
    (doubt,) = report.doubts
    assert (report.state, doubt.address, doubt.reason, doubt.late) == (StepState.FAILED, "case", "drift", True)
    assert report.totals.in_doubt == 1
    assert folded(stopped_on(said(404))).doubts == ()


def test_a_2xx_that_a_row_tolerates_is_a_doubt_as_an_error_is_and_a_refusal_is_none() -> None:
    noted = StepState.DONE_WITH_NOTES
    for status, doubts in ((200, 1), (500, 1), (422, 0)):
        assert len(folded(stopped_on(said(status), Verb.TOLERATE, noted)).doubts) == doubts


def test_doubt_names_the_attempt_that_may_have_acted_not_the_one_that_was_refused_later() -> None:
    lost = Answer(AnswerKind.NO_ANSWER)
    events = [
        started(),
        *sent("case", "/x", lost, Verb.SETTLE),
        *sent("case", "/x", said(404), Verb.STOP, attempt=2),
        StepEnded("case", StepState.FAILED, "no such case"),
        RunEnded("", StepState.FAILED, "", {}),
    ]
    (doubt,) = folded(events).doubts
    assert doubt.attempt.number == 1


def test_a_late_word_ends_the_doubt_and_takes_no_time_of_the_run() -> None:
    events = stopped_on(UNPROVED)
    before, after = folded(events), folded([*events, EffectSettled("case", True, "ada", "seen")])
    assert (after.doubts, after.totals.in_doubt) == ((), 0)
    assert after.seconds == before.seconds
    (step,) = after.steps
    assert [one.by for one in step.settled_late] == ["ada"]
