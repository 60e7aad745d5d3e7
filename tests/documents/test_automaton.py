"""Searching in linear time."""

import re
from time import process_time

import pytest

from runbook.documents.automaton import Automaton, State


def any_number_of_a_then_b() -> Automaton:
    """^a*b"""
    states = [
        State(at="start", following=[1]),
        State(following=[2, 3]),
        State(test=re.compile("a"), following=[1]),
        State(test=re.compile("b"), following=[4]),
        State(),
    ]
    return Automaton(states, first=0, final=4)


@pytest.mark.parametrize(
    ("text", "accepted"), [("b", True), ("aaab", True), ("aabx", True), ("", False), ("aaa", False), ("xb", False)]
)
def test_it_says_whether_a_match_is_there(text: str, accepted: bool) -> None:
    assert any_number_of_a_then_b().accepts(text) is accepted


def test_an_end_holds_at_the_end_only() -> None:
    ends_with_a = Automaton([State(test=re.compile("a"), following=[1]), State(at="end", following=[2]), State()], 0, 2)
    assert ends_with_a.accepts("xaa")
    assert not ends_with_a.accepts("ab")
    assert not ends_with_a.accepts("")


def test_an_empty_text_is_both_start_and_end() -> None:
    nothing = Automaton([State(at="start", following=[1]), State(at="end", following=[2]), State()], 0, 2)
    assert nothing.accepts("")
    assert not nothing.accepts("a")


def test_a_long_text_takes_time_in_proportion() -> None:
    begin = process_time()
    assert not any_number_of_a_then_b().accepts("a" * 300_000)
    assert process_time() - begin < 2
