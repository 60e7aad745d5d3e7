import pytest

from runbook.interpreter.illegal import IllegalEventError
from runbook.interpreter.replay import replay
from runbook.interpreter.state import State
from tests.interpreter.building import answers, call, handover, play, procedure, says, started, step


def test_the_state_of_a_run_is_the_replay_of_its_events() -> None:
    of = procedure(step("a", call()), step("b", call()))
    state, history = play(of, answers(says(200), says(200)))
    assert replay(of, [started(), *history]) == state
    assert replay(of, []) == State()


def test_the_events_of_another_procedure_are_refused() -> None:
    _, history = play(procedure(step("a", call())), answers(says(200)))
    with pytest.raises(IllegalEventError):
        replay(procedure(handover("b")), [started(), *history])
