"""The simulation finds each thing that can be wrong with a runner, so that silence means something."""

from collections.abc import Callable, Iterable

import pytest

from runbook.frozen import replace
from tests.deterministic.controls import (
    DoesNotSettle,
    ForgetsWhatWasUnderWay,
    SendsBeforeItRecords,
    TrustsATornEnd,
    believes_every_refusal,
    forgetting_replay,
)
from tests.deterministic.provider import Temper
from tests.deterministic.simulation import Engine, Weather, weather_of
from tests.deterministic.trial import spread, tried

SHAPES, EACH = 10, 25


RESENDING = 2
"""The playbook that sends again what a patient read does not show."""


def first_violation(
    engine: Engine,
    of: str,
    weather: Callable[[int], Weather] = weather_of,
    seeds: Callable[[], Iterable[int]] = lambda: spread(SHAPES, EACH),
) -> int | None:
    """The first seed that breaks a rule with these words in it."""
    for seed in seeds():
        if any(of in violation for violation in tried(seed, engine=engine, weather=weather(seed)).violations):
            return seed
    return None


def tardy(seed: int) -> Weather:
    """A provider that acts later than it promises."""
    return replace(weather_of(seed), temper=Temper.TARDY)


def lying(seed: int) -> Weather:
    """A disk that loses what it had synced, and power that fails."""
    return replace(weather_of(seed), lies=True, blows=5)


@pytest.mark.parametrize("words", ["leaves before its attempt is on the disk", "may have acted"])
def test_a_runner_that_sends_before_it_records_is_found(words: str) -> None:
    assert first_violation(Engine(SendsBeforeItRecords), words) is not None


def test_a_runner_that_believes_a_refusal_after_a_lost_answer_is_found() -> None:
    """The phantom 422: the echo of our own success is taken for a refusal."""
    lie = "is said not to have happened, and it did"
    assert first_violation(believes_every_refusal(), lie, tardy, lambda: spread(1, 300, RESENDING)) is not None


def test_a_runner_that_forgets_what_was_under_way_is_found() -> None:
    assert first_violation(Engine(ForgetsWhatWasUnderWay, forgetting_replay), "may have acted") is not None


def test_a_runner_that_leaves_what_was_under_way_is_found() -> None:
    assert first_violation(Engine(DoesNotSettle), "nobody can say anything") is not None


def test_a_runner_that_trusts_a_torn_journal_is_found() -> None:
    assert first_violation(Engine(TrustsATornEnd), "may have acted", lying) is not None
