from example_run import fallback_run, read, retried_run, sent, timed

from runbook.interpreter.events import Purpose, Verdict
from runbook.language.procedure import Verb
from runbook.reporting.fold import fold
from runbook.reporting.fold_step import fold_step


def test_each_attempt_carries_its_answer_and_where_it_led() -> None:
    events = [event for event in retried_run() if event.address == "case"]
    step = fold_step("case", timed(events), ())
    assert [(attempt.number, attempt.verb) for attempt in step.attempts] == [(1, Verb.RETRY), (2, Verb.DONE)]
    assert [attempt.answer.status for attempt in step.attempts if attempt.answer] == [429, 200]
    assert step.waited == 7.0
    assert [choice.by for choice in step.choices] == ["ann"]


def test_reads_are_attempts_with_a_verdict() -> None:
    step = fold_step("case", timed(read("case", Verdict.HOLDS)), ())
    assert [(attempt.purpose, attempt.verdict) for attempt in step.attempts] == [(Purpose.VERIFY, Verdict.HOLDS)]


def test_items_of_a_loop_are_named_by_what_they_go_over() -> None:
    report = fold(timed(fallback_run()))
    assert report is not None
    assert [step.item for step in report.walk() if step.item] == ["s1", "s2"]


def test_an_attempt_without_an_answer_is_in_doubt() -> None:
    (attempt,) = fold_step("case", timed(sent("case", "/x", None)), ()).attempts
    assert attempt.in_doubt
    assert attempt.url == "http://127.0.0.1:4010/x"
