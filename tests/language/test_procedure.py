"""The nouns of a linked playbook that compute something."""

import pytest

from runbook.language.procedure import IfNot, Retry, Verify
from tests.interpreter.building import condition, site


def test_delays_grow_up_to_their_cap() -> None:
    retry = Retry(at_most=6, first=1, factor=3, cap=20)
    assert [retry.delay(number) for number in range(5)] == [1, 3, 9, 20, 20]


@pytest.mark.parametrize(("every", "within", "polls"), [(5, 120, 25), (5, 0, 1), (2, 3, 2), (0, 60, 1), (1, 5, 6)])
def test_it_reads_at_once_and_then_as_often_as_fits(every: float, within: float, polls: int) -> None:
    assert Verify(site("read"), condition("1 == 1"), every, within, IfNot.IN_DOUBT).polls == polls
