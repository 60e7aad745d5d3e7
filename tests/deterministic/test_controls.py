"""The simulation finds each thing that can be wrong with a runner, so that silence means something."""

from collections.abc import Callable, Sequence

import pytest

from runbook.frozen import replace
from tests.deterministic.controls import (
    BELIEVES_A_WEAK_READ,
    BELIEVES_EVERY_REFUSAL,
    BELIEVES_EVERY_SUCCESS,
    COUNTS_FROM_NOTHING,
    GOES_ON_BESIDE_A_STOP,
    GOES_ON_IN_DOUBT,
    IGNORES_WHAT_IT_SAW,
    IS_NOT_STOPPED,
    READS_HASTILY,
    STEALS_THE_GRACE,
    TAKES_A_ROW_FOR_PROOF,
    DoesNotSettle,
    ForgetsWhatWasUnderWay,
    Mistake,
    SendsBeforeItRecords,
    TrustsATornEnd,
    anyone,
    engine_with,
    forgetting_replay,
)
from tests.deterministic.provider import Temper
from tests.deterministic.simulation import Engine, Weather, weather_of
from tests.deterministic.trial import spread, tried

EVERYTHING = tuple(spread(10, 25))
RESENDING = tuple(spread(1, 900, start=2))
"""Seeds of the playbook that sends again what a patient read does not show."""

AT_ONCE = tuple(spread(1, 60, start=3))
HASTY = tuple(spread(1, 400, start=4))
STOPPING = tuple(spread(1, 400, start=5))
"""Seeds of a playbook that stops at what a read does not show."""

WEAK = tuple(spread(1, 300, start=6))
LOOKING = tuple(spread(1, 300, start=7))
TOLERANT = tuple(spread(1, 300, start=8))
"""Seeds of playbooks whose read-back may be true before anything was sent, without a look before and with one."""


def first_violation(
    engine: Engine, of: str, seeds: Sequence[int] = EVERYTHING, weather: Callable[[int], Weather] = weather_of
) -> int | None:
    """The first seed that breaks a rule with these words in it."""
    for seed in seeds:
        if any(of in violation for violation in tried(seed, engine=engine, weather=weather(seed)).violations):
            return seed
    return None


def tardy(seed: int) -> Weather:
    """A provider that acts later than it promises."""
    return replace(weather_of(seed), temper=Temper.TARDY)


def rough(seed: int) -> Weather:
    """A provider that keeps its promises and little else, and a machine that dies often."""
    return replace(weather_of(seed), temper=Temper.ROUGH, blows=5, files=False)


def jumping(seed: int) -> Weather:
    """Rough: the machine dies when a wait begins, and somebody sets the clock on the wall whenever it is off."""
    return replace(rough(seed), jumps=1.0, strikes="before a wait")


def lying(seed: int) -> Weather:
    """A disk that loses what it had synced, and power that fails."""
    return replace(weather_of(seed), lies=True, blows=5)


def taken_up_by_others(seed: int) -> Weather:
    """A machine that dies often, and another account's credential each second time."""
    return replace(weather_of(seed), strangers=0.5, blows=5, temper=Temper.ROUGH, files=False)


@pytest.mark.parametrize("words", ["leaves before its attempt is on the disk", "may have acted"])
def test_a_runner_that_sends_before_it_records_is_found(words: str) -> None:
    assert first_violation(Engine(SendsBeforeItRecords), words) is not None


@pytest.mark.parametrize(
    ("mistake", "words", "seeds", "weather"),
    [
        (BELIEVES_EVERY_REFUSAL, "is said not to have happened, and it did", RESENDING, tardy),
        (READS_HASTILY, "may have acted", HASTY, rough),
        (STEALS_THE_GRACE, "may have acted", HASTY, jumping),
        (COUNTS_FROM_NOTHING, "may have acted", RESENDING, rough),
        (READS_HASTILY, "a read came too early", STOPPING, rough),
        (BELIEVES_A_WEAK_READ, "this run did nothing: it was so before", WEAK, rough),
        (BELIEVES_EVERY_SUCCESS, "this run did nothing: its 2XX was a no", WEAK, rough),
        (IGNORES_WHAT_IT_SAW, "this run did nothing", LOOKING, rough),
        (TAKES_A_ROW_FOR_PROOF, "is in doubt", TOLERANT, rough),
        (GOES_ON_IN_DOUBT, "was in doubt", AT_ONCE, weather_of),
        (GOES_ON_BESIDE_A_STOP, "had stopped", AT_ONCE, weather_of),
        (IS_NOT_STOPPED, "had stopped", EVERYTHING, weather_of),
    ],
    ids=[
        "phantom 422",
        "hasty reads",
        "a clock set ahead",
        "grace from nothing",
        "hasty stops",
        "a read that was true before",
        "a 2XX that was a no",
        "a look before that nobody heeds",
        "a row on a 2XX as proof",
        "on in doubt",
        "on beside a stop",
        "on after a stop",
    ],
)
def test_an_engine_with_one_thing_changed_is_found(
    mistake: Mistake, words: str, seeds: Sequence[int], weather: Callable[[int], Weather]
) -> None:
    """The phantom 422 first: the echo of our own success is taken for a refusal.

    What once was in the product, and is found now: a read that was true before, hasty reads and stops, and below a
    resume that does not ask as whom.
    """
    assert first_violation(engine_with(mistake), words, seeds, weather) is not None


def test_a_runner_that_forgets_what_was_under_way_is_found() -> None:
    assert first_violation(Engine(ForgetsWhatWasUnderWay, forgetting_replay), "may have acted") is not None


def test_a_runner_that_leaves_what_was_under_way_is_found() -> None:
    assert first_violation(Engine(DoesNotSettle), "nobody can say anything") is not None


def test_a_runner_that_trusts_a_torn_journal_is_found() -> None:
    assert first_violation(Engine(TrustsATornEnd), "may have acted", weather=lying) is not None


@pytest.mark.parametrize("words", ["another account took it up", "in an account that is not the run's"])
def test_a_resume_that_does_not_ask_as_whom_is_found(words: str) -> None:
    assert first_violation(Engine(takes_up=anyone), words, weather=taken_up_by_others) is not None
