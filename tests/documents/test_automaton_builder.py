"""From patterns to automata."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.documents.automaton_builder import AutomatonError, build_automaton
from runbook.documents.pattern_pieces import pieces_of

ATOMS = st.sampled_from(["a", "b", ".", r"\d", "[ab]", "[^a]", r"\.", "^", "$", "-", "1"])


def repeated(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    times = st.sampled_from(["*", "+", "?", "{2}", "{1,3}", "{2,}", "{0,1}", "*?", "+?", "{0}"])
    groups = st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"({'|'.join(parts)})")
    sequences = st.lists(inner, min_size=1, max_size=3).map("".join)
    return groups | sequences | st.builds(lambda part, many: f"(?:{part}){many}", sequences, times)


@settings(deadline=None, max_examples=400)
@given(st.recursive(ATOMS, repeated, max_leaves=6), st.lists(st.text("ab1.-", max_size=6), min_size=3, max_size=6))
def test_it_finds_what_pythons_engine_finds(pattern: str, texts: list[str]) -> None:
    python = re.compile(pattern.replace("$", r"\Z"), re.ASCII)
    automaton = build_automaton(pieces_of(pattern))
    for text in texts:
        assert automaton.accepts(text) == (python.search(text) is not None)


@pytest.mark.parametrize("pattern", [r"(?=a)b", r"\bword", r"(a)\1", "a*+", "(a{1000}){1000}", "(a", "a)", "(" * 5000])
def test_what_is_beyond_an_automaton_is_refused(pattern: str) -> None:
    with pytest.raises(AutomatonError):
        build_automaton(pieces_of(pattern))
