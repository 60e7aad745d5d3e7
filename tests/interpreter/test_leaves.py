"""Steps that send nothing."""

import pytest

from runbook.interpreter.commands import Inquire, Pause, Record, Suppose
from runbook.interpreter.context import Context
from runbook.interpreter.events import Asked, HandedOver, StepEnded, WaitReason
from runbook.interpreter.leaves import decide_leaf, words
from runbook.interpreter.state import Ending, LeafProgress, State
from runbook.language.procedure import Ask, Assert, Assertion, Handover, Let, Question, StepState, Wait
from runbook.values.shape import BOOLEAN, STRING
from runbook.values.unknown import Unknown
from tests.interpreter.building import condition, procedure, template

UNKNOWN = {"id": "t1", "seen": Unknown(STRING, "steps.a.response.body.name"), "flag": Unknown(BOOLEAN, "flag")}
CONTEXT = Context(procedure(), State(), UNKNOWN, {}, {})


def test_each_asks_for_its_own_thing() -> None:
    asks = Ask(Question("Go on?", ("yes", "no"), 60, "no"))
    assert decide_leaf(Wait(3), LeafProgress(), CONTEXT, "a")[0] == Pause("a", 3, WaitReason.STEP)
    assert decide_leaf(asks, LeafProgress(), CONTEXT, "a") == (Record(Asked("a", "Go on?", ("yes", "no"), 60, "no")),)
    question = Inquire("a", "Go on?", ("yes", "no"), 60, "no")
    assert decide_leaf(asks, LeafProgress(asked=True), CONTEXT, "a") == (question,)
    (command,) = decide_leaf(Handover("ops", template("of {{ inputs.id }}")), LeafProgress(), CONTEXT, "a")
    assert command == Record(HandedOver("a", "ops", "of t1"))
    (command,) = decide_leaf(Let({"x": template("{{ inputs.id }}")}), LeafProgress(), CONTEXT, "a")
    assert command == Record(StepEnded("a", StepState.DONE, result={"x": "t1"}))


def test_words_name_what_is_not_known_yet() -> None:
    assert words(template("to {{ inputs.seen }}!"), CONTEXT) == "to <steps.a.response.body.name>!"
    assert words(template("{{ inputs.seen }}"), CONTEXT) == "<steps.a.response.body.name>"


@pytest.mark.parametrize(
    ("conditions", "states"),
    [
        (["inputs.id == 't1'"], [StepState.DONE]),
        (["inputs.id == 'x'"], [StepState.FAILED]),
        (["inputs.flag"], [StepState.DONE, StepState.FAILED]),
        (["inputs.flag", "inputs.id == 'x'"], [StepState.FAILED, StepState.FAILED]),
    ],
)
def test_an_assertion_holds_fails_or_leaves_both_open(conditions: list[str], states: list[StepState]) -> None:
    checks = Assert(tuple(Assertion(condition(text), text) for text in conditions))
    (command,) = decide_leaf(checks, LeafProgress(), CONTEXT, "a")
    events = command.alternatives if isinstance(command, Suppose) else (command.event,)  # type: ignore[union-attr]
    assert [event.state for event in events if isinstance(event, StepEnded)] == states


def test_a_mistake_that_only_data_can_make_ends_the_step() -> None:
    (command,) = decide_leaf(Let({"x": template("{{ inputs.gone }}")}), LeafProgress(), CONTEXT, "a")
    assert isinstance(command, Record)
    assert isinstance(command.event, StepEnded)
    assert command.event.state is StepState.FAILED


def test_when_only_its_end_is_left_it_is_recorded() -> None:
    over = LeafProgress(Ending(StepState.DONE, "ada chose yes"), "yes")
    (command,) = decide_leaf(Wait(1), over, CONTEXT, "a")
    assert command == Record(StepEnded("a", StepState.DONE, "ada chose yes", result={"choice": "yes"}))
