"""Killed anywhere, whatever the disk, the clock, the network and the provider do: no rule is broken."""

import pytest

from tests.deterministic.__main__ import main
from tests.deterministic.trial import Tally, spread, tried

SHAPES, EACH = 30, 25


def test_no_seed_breaks_a_rule() -> None:
    tally = Tally()
    for seed in spread(SHAPES, EACH):
        tally.add(tried(seed))
    assert tally.failed == [], f"again: python -m tests.deterministic --seed {tally.failed[0][0]} -v"
    counts = tally.counts
    rare = ("killed", "power cut", "disk full", "interrupted", "torn journals", "sent again after proof")
    assert all(counts[name] > 10 for name in rare), tally.table()


def test_a_seed_gives_the_same_story_each_time() -> None:
    for seed in spread(4, 3):
        assert tried(seed, tells=True).story() == tried(seed, tells=True).story()


def test_the_command_tells_the_story_of_a_seed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--seed", "1002", "-v"]) == 0
    told = capsys.readouterr().out
    assert "== process 1: 0 events" in told
    assert told.splitlines()[-2:] == ["no violation", "again: python -m tests.deterministic --seed 1002 -v"]
