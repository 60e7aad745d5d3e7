"""A changed document never makes the program fail: it is refused with words, or means something."""

from pathlib import Path
from random import Random

import pytest

from tests.fuzz.mutation import changed, places
from tests.fuzz.trial import tried


@pytest.mark.parametrize("seed", range(6))
def test_a_changed_document_is_refused_with_words_or_means_something(seed: int, tmp_path: Path) -> None:
    """`python -m tests.fuzz --seconds 600` tries thousands."""
    assert tried(seed, tmp_path) == []


def test_a_change_leaves_the_document_itself_alone() -> None:
    data = {"a": [1, {"b": 2}], "c": "x"}
    made = [changed(data, Random(seed)) for seed in range(20)]
    assert data == {"a": [1, {"b": 2}], "c": "x"}
    assert sum(one != data for one in made) > 15
    assert list(places(data)) == [("a",), ("a", 0), ("a", 1), ("a", 1, "b"), ("c",)]
