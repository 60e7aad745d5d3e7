"""The simulation finds each thing that can be wrong with a runner, so that silence means something."""

import pytest

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

SHAPES = 10


def first_violation(engine: Engine, of: str, *, lies: bool = False, tardy: bool = False) -> int | None:
    """The first seed that breaks a rule with these words in it; only seeds of that weather are tried."""
    for seed in spread(SHAPES, 200 if lies or tardy else 12):
        fitting = fits(weather_of(seed), lies=lies, tardy=tardy)
        if fitting and any(of in violation for violation in tried(seed, engine=engine).violations):
            return seed
    return None


def fits(weather: Weather, *, lies: bool, tardy: bool) -> bool:
    return ((weather.lies and weather.blows > 1) or not lies) and (weather.temper is Temper.TARDY or not tardy)


@pytest.mark.parametrize("words", ["leaves before its attempt is on the disk", "may have acted"])
def test_a_runner_that_sends_before_it_records_is_found(words: str) -> None:
    assert first_violation(Engine(SendsBeforeItRecords), words) is not None


def test_a_runner_that_believes_a_refusal_after_a_lost_answer_is_found() -> None:
    """The phantom 422: the echo of our own success is taken for a refusal."""
    assert first_violation(believes_every_refusal(), "is said not to have happened, and it did", tardy=True) is not None


def test_a_runner_that_forgets_what_was_under_way_is_found() -> None:
    assert first_violation(Engine(ForgetsWhatWasUnderWay, forgetting_replay), "may have acted") is not None


def test_a_runner_that_leaves_what_was_under_way_is_found() -> None:
    assert first_violation(Engine(DoesNotSettle), "nobody can say anything") is not None


def test_a_runner_that_trusts_a_torn_journal_is_found() -> None:
    assert first_violation(Engine(TrustsATornEnd), "may have acted", lies=True) is not None
