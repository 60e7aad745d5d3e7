"""Everything the procedure itself determines happens at once."""

from runbook.interpreter.advance import advance
from runbook.interpreter.events import RunEnded, StepEnded
from runbook.language.procedure import Let
from tests.interpreter.building import begin, call, procedure, step


def test_it_records_until_only_the_world_can_go_on() -> None:
    of = procedure(step("n", Let({"x": 1})), step("a", call(), when="x == 2"), step("b", call()))
    state, events, commands = advance(of, begin(of))
    assert [event.address for event in events] == ["n", "a"]
    assert [command.address for command in commands] == ["b"]
    assert advance(of, state) == (state, (), commands)


def test_a_procedure_that_needs_no_world_ends() -> None:
    of = procedure(step("n", Let({"x": 1})))
    state, events, commands = advance(of, begin(of))
    assert commands == ()
    assert [type(event) for event in events] == [StepEnded, RunEnded]
    assert state.ended is not None
