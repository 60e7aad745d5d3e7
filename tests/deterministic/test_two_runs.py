"""What one run sent, or may have sent, no other run sends."""

from tests.deterministic.test_simulation import OPEN
from tests.deterministic.trial import spread
from tests.deterministic.two_runs import tried_together


def test_two_runs_never_cause_the_same_effect() -> None:
    pairs = {seed: tried_together(seed) for seed in spread(8, 6)}
    found = {seed: [one for one in pair.violations if not any(o in one for o in OPEN)] for seed, pair in pairs.items()}
    assert {seed: violations for seed, violations in found.items() if violations} == {}
    assert sum(pair.refused for pair in pairs.values()) > len(pairs) / 4
