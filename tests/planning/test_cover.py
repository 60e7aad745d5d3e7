"""A plan covers a request byte for byte, but for what only the run could supply."""

import pytest

from runbook.frozen import replace
from runbook.interpreter.advance import advance
from runbook.interpreter.commands import Send
from runbook.interpreter.evolve import evolve
from runbook.language.procedure import Procedure, Verb
from runbook.planning.build import SAMPLE_RUN, Setting, build_plan
from runbook.planning.cover import Cover, matches
from runbook.values.json import Json
from tests.interpreter.building import begin, call, condition, loop, procedure, row, says, served, site, step, template

OF = procedure(step("a", call()))


def cover(of: Procedure, **inputs: Json) -> Cover:
    setting = Setting("simulator", False, {"toy": "http://127.0.0.1:0"})
    return Cover(build_plan(of, setting, {"id": "t1", **inputs})[0], "r-1")


def first(of: Procedure, **inputs: Json) -> Send:
    _, _, (send,) = advance(of, begin(of, **inputs))
    assert isinstance(send, Send)
    return send


def test_what_was_planned_is_covered_and_nothing_else() -> None:
    send = first(OF)
    assert cover(OF).covers(send)
    assert not cover(OF, id="t2").covers(send)
    assert not cover(OF).covers(replace(send, address="b"))
    assert not cover(OF).covers(replace(send, request=replace(send.request, headers=(("x", "y"),))))
    assert not cover(OF).covers(replace(send, request=replace(send.request, server="http://127.0.0.1:1")))


def test_the_runs_own_id_takes_the_place_of_the_sample() -> None:
    of = procedure(step("a", call(where=site(id=template("{{ run.id }}")))))
    send = first(of)
    assert send.request.path == "/things/r-1/cancel"
    assert cover(of).covers(send)
    assert SAMPLE_RUN not in str(send.request.described())


def test_what_an_answer_supplies_fills_a_hole() -> None:
    of = procedure(
        step("a", call(row("422", Verb.TOLERATE)), keeps=["response", "state"]),
        step("b", call(where=site(id=template("x-{{ steps.a.response.body.id }}"))), when="steps.a.state == 'done'"),
    )
    state = begin(of)
    state, _, (send,) = advance(of, state)
    for event in served(send, says(200, body={"id": "n7"})):
        state = evolve(of, state, event)
    _, _, (second,) = advance(of, state)
    assert isinstance(second, Send)
    assert second.request.path == "/things/x-n7/cancel"
    assert cover(of).covers(second)
    assert not cover(of).covers(replace(second, request=replace(second.request, path="/things/y-n7/cancel")))


@pytest.mark.parametrize(
    ("shown", "actual", "same"),
    [
        ({"$unknown": "x"}, ["anything"], True),
        ({"$text": ["a-", {"$unknown": "x"}]}, "a-1", True),
        ({"$text": ["a-", {"$unknown": "x"}]}, "a-", False),
        ({"$text": ["a-", {"$unknown": "x"}]}, 1, False),
        ([1, {"$unknown": "x"}], [1, 2], True),
        ([1], [1, 2], False),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        (1, True, False),
        ("1", "1", True),
    ],
)
def test_a_hole_takes_what_fits(shown: Json, actual: Json, same: bool) -> None:
    assert matches(shown, actual) is same


def test_an_item_beyond_the_bound_is_not_covered() -> None:
    read = step("r", call(where=site("read")), keeps=["response"])
    each = replace(loop("steps.r.response.body.ids"), at_most=condition("2"))
    of = procedure(read, step("a", call(where=site(id=template("{{ each }}"))), loop=each))
    state, _, (send,) = advance(of, begin(of))
    for event in served(send, says(200, body={"ids": ["x", "y"]})):
        state = evolve(of, state, event)
    _, _, (second,) = advance(of, state)
    assert isinstance(second, Send)
    assert cover(of).covers(second)
    assert cover(of).covers(replace(second, address="a[1]"))
    assert not cover(of).covers(replace(second, address="a[2]"))


def test_data_that_looks_like_a_text_with_holes_is_data() -> None:
    data = {"$text": ["x", {"$secret": "X"}]}
    assert matches(data, data)
    assert not matches(data, {"$text": ["y"]})
