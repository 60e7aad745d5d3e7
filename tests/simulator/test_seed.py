"""Rows of the table."""

from runbook.simulator.seed import Seed


def test_a_seed_describes_itself() -> None:
    described = Seed("vault", "1", "Title", "Happens", (("token_secret", "X"),)).described()
    assert described["inputs"] == {"token_secret": "X"}
    assert set(described) == {"provider", "id", "title", "happens", "inputs"}
