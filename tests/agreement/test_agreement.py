"""The dry run is the run: no generated run differs from its plan, crashes, or is refused half way."""

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.agreement.__main__ import main
from tests.agreement.trial import Tally, drawn, limited

PARTS, EACH = 4, 500
"""Parts of the seeds, for those who test side by side, and combinations in each."""

RUNS = 20
"""Runs of one playbook, more than the command has: planning costs more than running."""

START = 10_000

OPEN = "a row's condition cannot be evaluated"
"""What a plan does not show yet: an earlier step's body that broke the contract, and a later row that compares it."""


@pytest.mark.parametrize("part", range(PARTS))
def test_no_run_differs_from_its_plan(part: int) -> None:
    tally, seed = Tally(), START * (part + 1)
    while tally.counts["combinations run"] < EACH:
        tally.add(limited(seed, runs=RUNS))
        seed += 1
    failed = [one for one in tally.failed if OPEN not in one[1]]
    assert failed == [], f"again: python -m tests.agreement --seed {failed[0][0]} -v"
    assert len(tally.failed) < 10, tally.table()
    kinds = ("response", "undeclared", "malformed", "no_answer", "not_sent")
    verbs = ("done", "already", "tolerate", "fallback", "retry", "settle", "ask", "stop")
    seen = [*(f"answers: {kind}" for kind in kinds), *(f"verbs: {verb}" for verb in verbs)]
    assert all(tally.counts[one] > 1 for one in seen), tally.table()
    assert tally.counts["playbooks refused"] < tally.counts["playbooks written"] * 2 / 3, tally.table()


@settings(
    max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
@given(st.randoms(use_true_random=False))
def test_what_is_drawn_otherwise_does_not_differ_either(chance: Random) -> None:
    """Hypothesis finds other texts than a generator of random numbers does."""
    assert [one for one in drawn(0, chance, runs=2).found if OPEN not in one] == []


def test_the_command_tells_the_story_of_a_seed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--seed", "4", "-v"]) == 0
    told = capsys.readouterr().out
    assert '"operationId": "act"' in told
    assert "== run" in told
    assert told.splitlines()[-1] == "WRONG: nothing"
