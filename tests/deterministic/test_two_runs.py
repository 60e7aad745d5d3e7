"""What one run sent, or may have sent, no other run sends."""

from tests.deterministic.trial import spread
from tests.deterministic.two_runs import tried_together


def test_two_runs_never_cause_the_same_effect() -> None:
    pairs = {seed: tried_together(seed) for seed in spread(8, 6)}
    assert {seed: pair.violations for seed, pair in pairs.items() if pair.violations} == {}
    assert sum(pair.refused for pair in pairs.values()) > len(pairs) / 4
