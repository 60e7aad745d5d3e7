"""The standpoint is the one from which the interpreter itself decides."""

from runbook.interpreter.events import AnswerRouted, StepEnded
from runbook.interpreter.evolve import evolve
from runbook.interpreter.standpoint import standpoint
from runbook.interpreter.state import CallProgress, State
from runbook.language.procedure import Block, Branch, Group, Parallel, Use, Verb
from tests.interpreter.building import answers, call, loop, play, procedure, row, says, started, step

INNER = procedure(step("deep", call()))
OF = procedure(
    step(
        "each",
        call(row("422", Verb.FALLBACK, "too late"), fallback=Block((step("by_hand", call()),))),
        loop=loop("inputs.ids"),
    ),
    step("grouped", Group(Block((step("one", call()),)))),
    step(
        "arms",
        Parallel((Branch("left", Block((step("two", call()),))), Branch("right", Block((step("three", call()),)))), 2),
    ),
    step("other", Use(INNER, {"id": "u1"})),
)


def places() -> dict[str, State]:
    """The state right before each answer was routed, by address."""
    script = answers(says(422, "too late"), *[says(200)] * 20)
    _, history = play(OF, script, ids=["a", "b"])
    state, found = State(), {}
    for event in [started(ids=["a", "b"]), *history]:
        if isinstance(event, AnswerRouted):
            found[event.address] = state
        state = evolve(OF, state, event)
    return found


def test_every_call_is_found_where_its_answer_is_routed() -> None:
    found = places()
    assert set(found) == {
        "each[0]",
        "each[0]/by_hand",
        "each[1]",
        "grouped/one",
        "arms/left/two",
        "arms/right/three",
        "other/deep",
    }
    for address, state in found.items():
        place = standpoint(OF, state, address)
        assert place is not None, address
        assert place.step.id == address.rpartition("/")[2].partition("[")[0]
        assert isinstance(place.progress, CallProgress)
        assert place.progress.answer is not None


def test_expressions_see_what_they_see_in_the_run() -> None:
    found = places()
    item = standpoint(OF, found["each[1]"], "each[1]")
    used = standpoint(OF, found["other/deep"], "other/deep")
    assert item is not None
    assert used is not None
    assert item.context.scope()["each"] == "b"
    assert used.context.scope()["inputs"] == {"id": "u1"}


def test_where_the_run_is_not_there_is_no_standpoint() -> None:
    found = places()
    elsewhere = ["", "grouped", "each[7]", "arms/left", "arms/nobody/two", "each[1]/by_hand", "each[0]/by_hand/x"]
    assert [one for one in elsewhere if standpoint(OF, found["each[1]"], one) is not None] == []
    assert standpoint(OF, found["arms/left/two"], "arms/left") is None
    assert standpoint(OF, found["arms/left/two"], "arms/nobody/two") is None
    assert standpoint(OF, found["grouped/one"], "grouped/one/x") is None
    _, history = play(OF, answers(*[says(200)] * 20), ids=[])
    state = State()
    for event in [started(ids=[]), *history]:
        state = evolve(OF, state, event)
    assert isinstance(history[-2], StepEnded)
    assert standpoint(OF, state, "other") is None


def test_what_earlier_steps_left_is_visible() -> None:
    of = procedure(step("first", call(), keeps=["state"]), step("second", call()))
    _, history = play(of, answers(says(200), says(200)))
    state = State()
    for event in [started(), *history]:
        if isinstance(event, AnswerRouted) and event.address == "second":
            break
        state = evolve(of, state, event)
    place = standpoint(of, state, "second")
    assert place is not None
    assert place.context.scope()["steps"] == {"first": {"state": "done"}}
