"""A loop that says nothing of its items has none of it."""

from runbook.language.loop import Loop, OnError
from tests.interpreter.building import condition


def test_a_plain_loop_stops_at_the_first_item_that_stops_and_has_no_bound() -> None:
    plain = Loop(condition("inputs.ids"), "id")
    assert (plain.at_once, plain.at_most, plain.empty, plain.label) == (1, None, None, None)
    assert (plain.on_error, plain.skip_same) == (OnError.STOP, False)
