from example_run import request

from runbook.frozen import replace
from runbook.interpreter.events import (
    AnswerReceived,
    AttemptStarted,
    EffectRead,
    Event,
    Purpose,
    StepEnded,
    Verdict,
    WaitEnded,
    WaitReason,
)
from runbook.language.procedure import StepState
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.contract import Effect
from runbook.reporting.alike_reads import gathered, times_words, told_events
from runbook.reporting.fold_step import fold_step
from runbook.reporting.report import Attempt
from runbook.reporting.run_text import step_lines
from runbook.reporting.style import paint_plain

OPEN, GONE = Answer(AnswerKind.RESPONSE, 200), Answer(AnswerKind.RESPONSE, 404)


def read(number: int, answer: Answer = OPEN, verdict: Verdict = Verdict.DOES_NOT_HOLD) -> list[tuple[float, Event]]:
    at = number * 5.0
    return [
        (at, AttemptStarted("a", number, Purpose.VERIFY, request("GET", "/case", "read"), "sha256:aa")),
        (at + 1, AnswerReceived("a", number, Purpose.VERIFY, answer)),
        (at + 1, EffectRead("a", number, verdict, "")),
        (at + 5, WaitEnded("a", 4.0 + number / 100, WaitReason.POLL)),
    ]


POLLED = [event for number in range(1, 26) for event in read(number)] + read(26, verdict=Verdict.HOLDS)[:3]


def attempts(happened: list[tuple[float, Event]]) -> tuple[Attempt, ...]:
    return fold_step("a", happened, ()).attempts


def test_reads_that_came_back_alike_stand_together_and_the_one_that_did_not_alone() -> None:
    groups = list(gathered(attempts(POLLED)))
    assert [len(group) for group in groups] == [25, 1]
    assert times_words(groups[0]) == "25 times in 2 min"


def test_two_are_read_one_by_one() -> None:
    assert [len(group) for group in gathered(attempts([*read(1), *read(2)]))] == [1, 1]


def test_another_answer_ends_a_group() -> None:
    happened = [event for number in range(1, 8) for event in read(number, GONE if number == 4 else OPEN)]
    assert [len(group) for group in gathered(attempts(happened))] == [3, 1, 3]


def test_what_may_have_acted_is_never_gathered() -> None:
    acts = [replace(one, effect=Effect.IRREVERSIBLE) for one in attempts(POLLED)]
    assert {len(group) for group in gathered(acts)} == {1}


def test_events_of_reads_that_came_back_alike_are_told_once() -> None:
    texts = [text for _, text in told_events([*POLLED, (140.0, StepEnded("a", StepState.DONE, ""))])]
    assert texts == [
        "read back, number 1",
        "  200",
        "  it does not show it",
        "waited 4 s before reading again",
        "  the same 25 times in 2 min",
        "read back, number 26",
        "  200",
        "  it shows that it happened",
        "done",
    ]


def test_events_that_are_no_reads_are_all_told() -> None:
    waits: list[tuple[float, Event]] = [(float(at), WaitEnded("a", 1.0, WaitReason.RETRY)) for at in range(4)]
    assert len(told_events(waits)) == 4
    unanswered = read(1)[:1]
    assert [text for _, text in told_events(unanswered * 4)] == ["read back, number 1"] * 4


def test_a_run_shows_them_in_one_line() -> None:
    said = paint_plain(step_lines(fold_step("a", POLLED, ())))
    assert said.count("GET /case") == 2
    assert "1. GET /case -> 200 -> it does not show it, 25 times in 2 min\n" in said
    assert "26. GET /case -> 200" in said
