"""Steps are numbered as people would number them."""

from runbook.language.procedure import (
    Ask,
    Assert,
    Assertion,
    Block,
    Branch,
    Group,
    Let,
    Parallel,
    Question,
    Use,
    Verb,
    Wait,
)
from runbook.planning.outline import calls_of, detail_of, kind_of, outline
from tests.interpreter.building import call, condition, handover, procedure, row, step


def test_what_is_inside_is_numbered_inside() -> None:
    fallback = Block((step("one", call()),))
    of = procedure(
        step("a", call(row("422", Verb.FALLBACK), fallback=fallback)),
        step("g", Group(Block((step("b", call()),)))),
        step("u", Use(procedure(step("c", call())), {})),
        step(
            "p",
            Parallel((Branch("left", Block((step("l", call()),))), Branch("right", Block((step("r", call()),)))), 2),
        ),
        rescue=[handover()],
    )
    found = [(entry.number, entry.address, entry.part) for entry in outline(of)]
    assert found == [
        ("1", "a", ""),
        ("1.1", "a/one", "fallback"),
        ("2", "g", ""),
        ("2.1", "g/b", ""),
        ("3", "u", ""),
        ("3.1", "u/c", ""),
        ("4", "p", ""),
        ("4.1.1", "p/left/l", ""),
        ("4.2.1", "p/right/r", ""),
        ("hand_over", "hand_over", "rescue"),
    ]
    assert set(calls_of(outline(of))) == {"a", "a/one", "g/b", "u/c", "p/left/l", "p/right/r"}


def test_steps_that_send_nothing_say_what_they_do() -> None:
    told = [
        detail_of(step("s", action))
        for action in (
            Wait(90),
            Ask(Question("Go on?", ("yes", "no"))),
            Ask(Question("Go on?", ("yes", "no"), 60.0, "no")),
            Assert((Assertion(condition("1 == 1"), "no"),)),
            Let({"x": 1, "y": 2}),
        )
    ]
    assert told == ["90 s", "Go on? (yes, no)", "Go on? (yes, no; no after 60 s)", "1 == 1", "x, y"]
    assert detail_of(handover()) == "to ops: {{ failure.step }}"
    assert [kind_of(step("s", Wait(1))), kind_of(handover())] == ["wait", "handover"]
