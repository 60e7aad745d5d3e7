"""Items that were not begun are told by name and place."""

from runbook.interpreter.events import StepEnded, StepOpened
from runbook.language.procedure import StepState
from runbook.reporting.fold_step import fold_step
from runbook.reporting.untried_words import untried_words

OPENED = StepOpened("a", items=("x", "y", "z"), labels=("for Ann", "for Ben", "for Cid"))
FIRST = fold_step("a[0]", [(1.0, StepEnded("a[0]", StepState.FAILED, "no"))], ())


def test_a_loop_that_stopped_names_what_it_did_not_try() -> None:
    step = fold_step("a", [(1.0, OPENED), (2.0, StepEnded("a", StepState.FAILED, "no"))], (FIRST,))
    assert untried_words(step) == ("not tried: 2 of 3 items: for Ben (a[1]), for Cid (a[2])",)


def test_a_loop_at_work_has_not_begun_them_yet() -> None:
    assert untried_words(fold_step("a", [(1.0, OPENED)], (FIRST,)))[0].startswith("not begun yet: 2 of 3 items:")


def test_many_are_counted() -> None:
    many = StepOpened("a", items=tuple(map(str, range(30))))
    (said,) = untried_words(fold_step("a", [(1.0, many), (2.0, StepEnded("a", StepState.FAILED, "no"))], ()))
    assert said.startswith("not tried: 30 of 30 items: 0 (a[0]), 1 (a[1])")
    assert said.endswith(" and 10 more")


def test_other_steps_have_none() -> None:
    assert untried_words(FIRST) == ()
