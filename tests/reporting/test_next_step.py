import pytest
from example_run import handed_over_run, killed_run, retried_run, said, sent, started, timed

from runbook.frozen import replace
from runbook.interpreter.events import Asked, FellInDoubt, RunEnded, SameEffect, StepEnded
from runbook.language.procedure import StepState, Verb
from runbook.providers.answer import Answer, AnswerKind
from runbook.reporting.fold import fold
from runbook.reporting.next_step import next_commands, next_step, settle_commands
from runbook.reporting.report import Report


def report(events) -> Report:  # type: ignore[no-untyped-def]
    folded = fold(timed(events))
    assert folded is not None
    return folded


@pytest.mark.parametrize(
    "state", [StepState.FAILED, StepState.HANDED_OVER, StepState.WAITING, StepState.IN_DOUBT, None]
)
def test_every_run_that_needs_a_person_says_what_to_do(state: StepState | None) -> None:
    advice = next_step(replace(report([started()]), state=state))
    assert any("runbook runs show r-1" in one for one in advice)


def test_a_run_that_is_done_needs_nobody() -> None:
    assert next_step(report(retried_run())) == ()


def test_a_cut_off_run_says_whether_something_is_in_doubt() -> None:
    cut_off, idle = next_step(report(killed_run()))[0], next_step(report([started()]))[0]
    assert "nobody knows whether it acted" in cut_off
    assert "nothing of it is in doubt" in idle
    assert cut_off.endswith("runbook resume r-1")
    assert idle.endswith("runbook resume r-1")


def test_a_run_in_doubt_names_the_command_that_settles_it() -> None:
    events = [started(), FellInDoubt("loop[2]", 1, "no answer")]
    settle = [one for one in next_step(report(events)) if one.startswith("runbook settle")]
    assert settle == [
        "runbook settle r-1 'loop[2]' --happened --because TEXT",
        "runbook settle r-1 'loop[2]' --did-not-happen --because TEXT",
    ]


def test_one_effect_in_doubt_is_asked_about_once() -> None:
    events = [started()]
    for address in ("x[1]", "x[2]"):
        events += [SameEffect(address, "x[0]", happened=False), FellInDoubt(address, 0, "the same effect as x[0]")]
    said = next_commands(report([*events, FellInDoubt("y", 1, "no answer")]))
    assert said == (*settle_commands("r-1", "x[1]"), *settle_commands("r-1", "y"))


def test_a_run_that_waits_names_the_command_that_answers_it() -> None:
    events = [started(), Asked("pick", "which?", ("go", "leave it"))]
    answers = [one for one in next_step(report(events)) if one.startswith("runbook answer")]
    assert answers == ["runbook answer r-1 pick go", "runbook answer r-1 pick 'leave it'"]


def test_a_run_that_ended_with_nothing_in_doubt_has_nothing_to_settle() -> None:
    ended = RunEnded("", StepState.FAILED, "", {})
    assert not [one for one in next_step(report([started(), ended])) if one.startswith("runbook settle")]


@pytest.mark.parametrize("state", [StepState.HANDED_OVER, StepState.FAILED, StepState.DONE_WITH_NOTES])
def test_what_a_run_left_in_doubt_when_it_ended_comes_first(state: StepState) -> None:
    unproved = Answer(AnswerKind.UNDECLARED, 202)
    stopped = [*sent("a[1]", "/x", unproved, Verb.STOP), StepEnded("a[1]", StepState.FAILED, "contract drift")]
    ended = report([started(), *stopped, RunEnded("", state, "contract drift", {})])
    settle = settle_commands("r-1", "a[1]")
    advice = next_step(ended)
    assert advice[0].startswith("look it up with the provider")
    assert advice[1:3] == settle
    assert next_commands(ended) == settle


def test_a_run_cut_short_after_a_yes_says_that_only_the_read_back_is_missing() -> None:
    cut = report([started(), *sent("case", "/x", said(200), Verb.DONE)])
    assert next_step(cut)[0].startswith("the provider said yes, only the read-back is missing; to look and go on")


def test_a_deadline_says_until_when_and_what_then() -> None:
    events = [started(), Asked("pick", "which?", ("go", "leave"), 3600.0, "leave")]
    advice = next_step(report(events))
    assert "  until 2026-03-01 10:30:01Z; after that leave counts as chosen, with runbook resume r-1" in advice
    without = next_step(report([started(), Asked("pick", "which?", ("go", "leave"), 3600.0)]))
    assert any("after that nobody is asked any more" in one for one in without)


def test_what_was_handed_over_names_who_takes_over_and_what_to_put_into_the_ticket() -> None:
    advice = next_step(report(handed_over_run()))
    assert advice == (
        "screening-ops takes over; the evidence: runbook runs show r-1",
        "for a ticket: runbook runs report r-1",
        "which row decided: runbook why r-1 case",
        "when that is done: runbook close r-1 --because TEXT",
    )


def test_a_failed_run_names_the_step_that_can_be_explained() -> None:
    events = [*handed_over_run()[:4], StepEnded("case", StepState.FAILED, "x"), RunEnded("", StepState.FAILED, "x", {})]
    assert "which row decided: runbook why r-1 case" in next_step(report(events))


def test_a_run_whose_simulator_is_gone_can_only_be_closed() -> None:
    gone = replace(report([started()]), servers={"karmacheck": "http://127.0.0.1:0", "vault": "http://127.0.0.1:40"})
    said = "its simulator ended with the process of the run, so it cannot go on: runbook close r-1 --because TEXT"
    assert next_step(gone)[0] == said
    doubt = replace(report([started(), FellInDoubt("a", 1, "lost")]), servers=gone.servers)
    assert next_step(doubt)[0] == said
    assert next_commands(doubt) == next_commands(gone) == ("runbook close r-1 --because TEXT",)


def test_the_commands_alone_are_those_that_let_it_go_on() -> None:
    assert next_commands(report(killed_run())) == ("runbook resume r-1",)
    assert next_commands(report([started(), Asked("pick", "?", ("go",), 60.0)])) == ("runbook answer r-1 pick go",)
    assert next_commands(report(handed_over_run())) == ("runbook close r-1 --because TEXT",)
    assert next_commands(replace(report(killed_run()), running=True)) == ()


def test_a_run_that_a_process_drives_is_left_alone() -> None:
    (advice,) = next_step(replace(report(killed_run()), running=True))
    assert "a process is at work on it" in advice
