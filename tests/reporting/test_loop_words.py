"""A loop over what the run finds is told with its bound."""

from runbook.planning.plan import PlannedLoop
from runbook.reporting.loop_words import for_each, irreversible_loops, loop_words
from tests.planning.test_planned_loops import bounded, found


def test_a_found_list_is_told_with_the_most_items_it_may_have() -> None:
    assert for_each(PlannedLoop("orders", 50, 50, 50, open=True)) == "for each of orders, at most 50"
    assert for_each(PlannedLoop("lines", 10, 500, 10, open=True)) == "for each of lines, at most 10 (500 in all)"
    assert for_each(PlannedLoop("orders", None, None, open=True)) == "for each of orders, without a bound"
    assert for_each(PlannedLoop("inputs.ids", 2, 2, 5)) == "for each of inputs.ids (2), at most 5"


def test_a_known_list_without_a_bound_needs_no_words() -> None:
    assert loop_words(PlannedLoop("inputs.ids", 2, 2)) == ()
    assert loop_words(PlannedLoop("orders", 5, 5, 5, open=True, empty="stop: none"))[1] == "an empty list -> stop: none"


def test_a_prompt_names_the_found_lists_around_what_cannot_be_undone() -> None:
    assert irreversible_loops(found(bounded())) == ("for each of steps.read.response.body.rows, at most 50",)
    assert irreversible_loops(found(bounded("inputs.ids"), ids=["x"])) == ()
