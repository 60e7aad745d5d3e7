"""A loop's list is complete before its first item, and no longer than it may be."""

from collections.abc import Iterable

from runbook.frozen import replace
from runbook.interpreter.commands import Suppose
from runbook.interpreter.decide import decide
from runbook.interpreter.events import Event, StepEnded, StepOpened
from runbook.interpreter.loops import TOO_MANY
from runbook.language.loop import Empty, Loop, OnEmpty, OnError
from runbook.language.procedure import Block, Call, Group, Procedure, StepState, Use, Verb
from runbook.values.json import Json
from runbook.values.shape import ANY, STRING, array_of
from runbook.values.unknown import Unknown
from tests.interpreter.building import (
    LOST,
    answers,
    begin,
    call,
    condition,
    end,
    handover,
    loop,
    outcome,
    play,
    procedure,
    row,
    says,
    sent,
    site,
    step,
    template,
)

EACH = loop("inputs.ids")
BOUNDED = replace(EACH, at_most=condition("2"))
CANCEL = call(where=site(id=template("{{ each }}")))


def looping(of: Loop, action: Call | Group = CANCEL) -> Procedure:
    return procedure(step("a", action, loop=of), rescue=[handover()])


def ends(history: Iterable[Event], address: str = "a") -> StepEnded:
    return next(event for event in history if isinstance(event, StepEnded) and event.address == address)


def supposed(of: Procedure, **inputs: Json | Unknown) -> tuple[Event, ...]:
    (command,) = decide(of, begin(of, **inputs))  # type: ignore[arg-type]
    assert isinstance(command, Suppose)
    return command.alternatives


def test_a_list_that_is_too_long_sends_nothing_and_stops_with_the_number_found() -> None:
    _, history = play(looping(BOUNDED), answers(), ids=["x", "y", "z"])
    assert sent(history) == []
    assert outcome(history) is StepState.HANDED_OVER
    assert ends(history).because == f"{TOO_MANY}3 were found, and at_most allows 2; no item was begun"


def test_a_list_of_just_that_length_goes_on() -> None:
    _, history = play(looping(BOUNDED), answers(says(200), says(200)), ids=["x", "y"])
    assert sent(history) == ["a[0]", "a[1]"]
    opened = next(event for event in history if isinstance(event, StepOpened))
    assert opened.at_most == 2


def test_a_bound_comes_from_the_inputs() -> None:
    of = looping(replace(EACH, at_most=condition("inputs.most")))
    assert "at_most allows 1;" in ends(play(of, answers(), ids=["x", "y"], most=1)[1]).because
    for wrong in (-1, 1.5, "2", True, None):
        _, history = play(of, answers(), ids=[], most=wrong)
        assert ends(history).because == "at_most needs a whole number, and inputs.most is not one"


def test_an_empty_list_means_what_the_playbook_says() -> None:
    def ended(empty: Empty | None) -> StepEnded:
        return ends(play(looping(replace(EACH, empty=empty)), answers(), ids=[])[1])

    assert ended(None).state is StepState.SKIPPED
    assert ended(Empty(OnEmpty.STOP, "nothing found")).state is StepState.FAILED
    assert ended(Empty(OnEmpty.STOP, "nothing found")).because == "the list is empty: nothing found"
    assert (ended(Empty(OnEmpty.ALREADY)).state, ended(Empty(OnEmpty.ALREADY)).already) == (StepState.DONE, True)
    assert ended(Empty(OnEmpty.TOLERATE, "fine")).state is StepState.DONE_WITH_NOTES


def test_an_empty_list_that_stops_is_rescued() -> None:
    _, history = play(looping(replace(EACH, empty=Empty(OnEmpty.STOP, "nothing"))), answers(), ids=[])
    assert outcome(history) is StepState.HANDED_OVER


def test_items_have_the_names_that_the_label_gives_them() -> None:
    of = looping(replace(EACH, label=condition("each.name")), Group(Block((step("b", call()),))))
    _, history = play(of, answers(says(200), says(200), says(200)), ids=[{"name": "x"}, {"name": 7}, {}])
    opened = next(event for event in history if isinstance(event, StepOpened) and event.address == "a")
    assert opened.labels == ("x", "7", "")


def test_of_a_list_that_only_a_run_knows_some_none_and_too_many_are_supposed() -> None:
    found = Unknown(array_of(STRING), "found")
    some = Unknown(STRING, "found[]")
    alternatives = supposed(looping(BOUNDED), ids=found)
    assert alternatives[:2] == (
        StepOpened("a", items=(some, some), at_most=2, open=True),
        StepOpened("a", items=(), at_most=2),
    )
    assert isinstance(alternatives[2], StepEnded)
    assert alternatives[2].state is StepState.FAILED


def test_one_item_stands_for_a_list_of_one() -> None:
    alternatives = supposed(looping(replace(EACH, at_most=condition("1"))), ids=Unknown(array_of(STRING), "found"))
    assert isinstance(alternatives[0], StepOpened)
    assert len(alternatives[0].items or ()) == 1


def test_without_a_bound_nothing_is_too_many() -> None:
    assert len(supposed(looping(EACH), ids=Unknown(array_of(STRING), "found"))) == 2
    last = supposed(looping(EACH), ids=Unknown(ANY, "found"))[-1]
    assert isinstance(last, StepEnded)
    assert last.because == "for_each needs a list"


def test_what_is_chosen_from_a_known_list_is_no_longer_than_it() -> None:
    items = "inputs.rows | selectattr('state', '==', 'open') | map(attribute='id')"
    rows: list[Json] = [{"state": Unknown(STRING, "s"), "id": "x"}, {"state": "open", "id": "y"}]  # type: ignore[dict-item]
    opened = supposed(looping(loop(items)), rows=rows)[0]
    assert isinstance(opened, StepOpened)
    assert opened.at_most == 2
    assert len(supposed(looping(replace(loop(items), at_most=condition("9"))), rows=rows)) == 2


STOPPING = call(row("422", Verb.STOP), where=site(id=template("{{ each }}")))


def test_a_loop_that_goes_on_does_the_items_behind_one_that_stopped() -> None:
    of = looping(replace(EACH, on_error=OnError.CONTINUE), STOPPING)
    _, history = play(of, answers(says(422), says(200), says(422)), ids=["x", "y", "z"])
    assert sent(history) == ["a[0]", "a[1]", "a[2]"]
    assert ends(history).state is StepState.FAILED
    assert ends(history).because == "2 of 3 items stopped, the first: why"
    assert outcome(history) is StepState.HANDED_OVER


def test_it_stops_otherwise() -> None:
    _, history = play(looping(EACH, STOPPING), answers(says(422)), ids=["x", "y", "z"])
    assert sent(history) == ["a[0]"]


def test_a_doubt_rests_a_loop_that_goes_on() -> None:
    of = looping(replace(EACH, on_error=OnError.CONTINUE), STOPPING)
    _, history = play(of, answers(LOST), ids=["x", "y"])
    assert sent(history) == ["a[0]"]


def test_what_an_item_was_answered_can_be_read_afterwards_when_something_reads_it() -> None:
    keeps = ["items", "items[].response"]
    each = step("a", STOPPING, loop=replace(EACH, on_error=OnError.CONTINUE), keeps=keeps)
    refs = "{{ steps.a.items | map(attribute='response.body') }}"
    _, history = play(procedure(each, refs=refs), answers(says(200, body={"ref": 1}), says(422)), ids=["x", "y"])
    assert end(history).outputs == {"refs": [{"ref": 1}, None]}


def test_an_item_that_sent_nothing_has_no_response() -> None:
    each = step("a", Group(Block((step("b", CANCEL),))), loop=EACH, keeps=["items", "items[].response"])
    _, history = play(procedure(each, refs="{{ steps.a.items[0].response.body }}"), answers(says(200)), ids=["x"])
    assert end(history).outputs == {"refs": None}


def test_the_outputs_of_an_item_can_be_read_afterwards() -> None:
    used = procedure(step("b", call(), keeps=["state"]), state="{{ steps.b.state }}")
    each = step("a", Use(used, {"id": template("{{ each }}")}), loop=EACH, keeps=["items", "items[].outputs"])
    of = procedure(each, states="{{ steps.a.items | map(attribute='outputs.state') }}")
    _, history = play(of, answers(says(200), says(200)), ids=["x", "y"])
    assert end(history).outputs == {"states": ["done", "done"]}
