"""Which steps cannot be undone, and what was written to run after a stop."""

import pytest

from runbook.frozen import replace
from runbook.interpreter.events import Reading
from runbook.language.loop import OnError
from runbook.language.procedure import Block, Branch, Group, IfNot, Parallel, StepState
from runbook.planning.ground import Ground
from tests.interpreter.building import call, handover, loop, procedure, site, step, verify

OF = procedure(
    step("look", call(where=site("read"))),
    step("a", call(fallback=Block((step("alone", call(), loop=loop("inputs.ids")),)))),
    step(
        "g",
        Group(Block((step("x", call()),), rescue=(step("undo", call()),), always=(step("log", call()), handover()))),
    ),
    step("p", Parallel((Branch("one", Block((step("y", call()),), always=(step("tidy", call()),))),), 2)),
    rescue=[handover(), step("last", call())],
)
GROUND = Ground.of(OF)


def test_reads_are_not_irreversible_and_what_holds_a_cancel_matters() -> None:
    assert "look" not in GROUND.irreversible
    assert GROUND.is_irreversible("a/alone[3]")
    assert not GROUND.matters("look")
    assert GROUND.matters("a/alone[3]")
    assert GROUND.matters("p")


@pytest.mark.parametrize(
    ("address", "stopped", "state", "right"),
    [
        ("g", "a", StepState.FAILED, False),
        ("g/undo", "g/x", StepState.FAILED, True),
        ("g/log", "g/x", StepState.FAILED, True),
        ("g/log", "g/undo", StepState.FAILED, True),
        ("g/undo", "a", StepState.FAILED, False),
        ("last", "g", StepState.HANDED_OVER, True),
        ("last", "hand_over", StepState.HANDED_OVER, True),
        ("last", "hand_over", StepState.FAILED, False),
        ("a/alone[1]", "a/alone[0]", StepState.FAILED, False),
        ("a", "a/alone", StepState.FAILED, False),
        ("p/one/tidy", "p/two", StepState.FAILED, True),
        ("p/one/y", "p/two", StepState.FAILED, False),
        ("p/one/tidy", "p/one/y", StepState.FAILED, True),
    ],
)
def test_only_the_parts_behind_a_stop_are_on_purpose(address: str, stopped: str, state: StepState, right: bool) -> None:
    assert GROUND.on_purpose(address, stopped, state) is right


def test_a_stop_before_a_group_is_not_what_its_rescue_is_for() -> None:
    assert not GROUND.on_purpose("g/undo", "look", StepState.FAILED)


def test_what_was_written_to_run_after_a_stop_is_named() -> None:
    assert GROUND.purposeful() == ("g/undo", "g/log", "p/one/tidy", "last")


@pytest.mark.parametrize(
    ("if_not", "grace", "reading", "silent", "right"),
    [
        (IfNot.RESEND, 0, Reading.LAST, True, True),
        (IfNot.RESEND, 0, Reading.WITHIN, True, False),
        (IfNot.RESEND, 10, Reading.WITHIN, False, True),
        (IfNot.RESEND, 11, Reading.WITHIN, False, False),
        (IfNot.RESEND, 0, Reading.MORE, False, False),
        (IfNot.RESEND, None, Reading.LAST, False, False),
        (IfNot.ASK, 0, Reading.LAST, False, False),
    ],
)
def test_only_a_last_and_late_read_proves_that_there_is_no_effect(
    if_not: IfNot, grace: float | None, reading: Reading, silent: bool, right: bool
) -> None:
    where = site()
    where = replace(where, operation=replace(where.operation, grace=grace))
    ground = Ground.of(procedure(step("a", call(verify=verify(if_not, within=10), where=where))))
    assert ground.proves("a", reading, silent=silent) is right


def test_a_loop_that_goes_on_was_written_to_send_after_an_item_stopped() -> None:
    each = replace(loop("inputs.ids"), on_error=OnError.CONTINUE)
    of = procedure(step("g", Group(Block((step("x", call()), step("y", call())))), loop=each), step("z", call()))
    ground = Ground.of(of)
    assert ground.on_purpose("g[1]/x", "g[0]/x", StepState.FAILED)
    assert ground.on_purpose("g[1]/x", "g[0]", StepState.HANDED_OVER)
    assert not ground.on_purpose("g[1]/x", "g[0]/x", StepState.IN_DOUBT)
    assert not ground.on_purpose("g[0]/y", "g[0]/x", StepState.FAILED)
    assert not ground.on_purpose("z", "g", StepState.FAILED)
