"""The keys of a loop are checked in their places."""

from runbook.language.loop import Empty, OnEmpty, OnError
from tests.language.linked import READ, book, procedure_of, said


def looping(more: str, items: str = "inputs.ids") -> str:
    return f"{READ}, {{ id: each, for_each: {items}, as: one, {more}, assert: one != 'x' }}"


def test_a_loop_carries_what_is_said_of_it() -> None:
    more = "at_most: 5, empty: { then: already }, label: one, on_error: continue, same: skip"
    loop = procedure_of(book(looping(more))).body.steps[1].loop
    assert loop is not None
    assert loop.at_most is not None
    assert loop.label is not None
    assert (loop.at_most.text, loop.label.text) == ("5", "one")
    assert (loop.empty, loop.on_error, loop.skip_same) == (Empty(OnEmpty.ALREADY), OnError.CONTINUE, True)


def test_a_bound_reads_inputs_and_nothing_else() -> None:
    assert said(book(looping("at_most: inputs.ids | length"))) == []
    assert said(book(looping("at_most: inputs.count"))) == []
    responding = "at_most: steps.read.response.body.parts | length"
    assert said(book(looping(responding))) == [("loop-bound", "steps.read.response.body.parts")]
    assert said(book(looping("at_most: run.id | length"))) == [("loop-bound", "run.id")]


def test_a_bound_is_a_number() -> None:
    assert said(book(looping("at_most: inputs.id"))) == [("type-mismatch", "inputs.id")]
    assert said(book(looping("at_most: inputs.idd"))) == [("unknown-field", "idd")]


def test_a_label_can_be_written_as_text() -> None:
    assert said(book(looping("label: inputs.ids"))) == [("type-mismatch", "inputs.ids")]
    assert said(book(looping("label: two"))) == [("unknown-name", "two")]


def test_a_name_must_not_hide_another() -> None:
    taken = looping("at_most: 5").replace("as: one", "as: run").replace("one != 'x'", "inputs.id != 'x'")
    assert said(book(taken)) == [("shadowed-name", "run")]
