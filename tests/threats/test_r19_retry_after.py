"""R19: no early retry, no wait above the cap, none negative or endless, whatever Retry-After says.

The forms themselves are tested in `tests/providers/test_retry_after.py`; here a whole run waits as it is told.
"""

import time
from email.utils import formatdate
from pathlib import Path

import pytest

from runbook.interpreter.events import Postponed, RunStarted, WaitEnded
from tests.runtime.servers import Behaviour, Peer, response, serving
from tests.threats.stage import PLAY, Done, Stage

OK = response(200, b'{"ok":true}', "content-type: application/json")
QUICK = PLAY.replace("timeout: 5s", "timeout: 5s\n    retry: { at_most: 2, first: 10ms, cap: 1500ms }")


def once_too_many(*lines: str) -> tuple[Behaviour, list[float]]:
    """A server that says 429 once, and when it was asked."""
    asked: list[float] = []

    def behaviour(peer: Peer) -> None:
        asked.append(time.monotonic())
        peer.send(response(429, b"", *lines) if len(asked) == 1 else OK)

    return behaviour, asked


def waited(lines: list[str], tmp_path: Path) -> tuple[Done, float]:
    stage = Stage(tmp_path, QUICK)
    behaviour, asked = once_too_many(*lines)
    with serving(behaviour) as served:
        done = stage.play(*stage.arguments(served.url))
    assert len(asked) == 2, done.out
    return done, asked[1] - asked[0]


@pytest.mark.parametrize(
    "said",
    ["0", "1", "-1", "-100000", "NaN", "inf", "1e3", "0.2", "soon", "", "٣", "0x10", "Fri, 31 Dec 1999 23:59:59 GMT"],
)
def test_the_wait_is_never_early_never_negative_and_never_long(said: str, tmp_path: Path) -> None:
    done, seconds = waited([f"retry-after: {said}"] if said.isascii() else ["retry-after: \xd9\xa3"], tmp_path)
    assert done.code == 0
    assert (1.0 if said in ("1", "0.2") else 0.0) <= seconds < 2.5
    (wait,) = [event for event in done.events if isinstance(event, WaitEnded)]
    assert 0 <= wait.seconds <= 1.5


def test_a_date_is_waited_for_by_the_providers_own_clock(tmp_path: Path) -> None:
    """The provider's clock is ten years off; only the difference counts."""
    far = time.time() + 315_576_000
    lines = [f"date: {formatdate(far, usegmt=True)}", f"retry-after: {formatdate(far + 1, usegmt=True)}"]
    done, seconds = waited(lines, tmp_path)
    assert done.code == 0
    assert 0.9 <= seconds < 2.5


@pytest.mark.parametrize("lines", [["retry-after: 0", "retry-after: 1"], ["retry-after: 0, 1"]])
def test_of_two_the_longer_counts(lines: list[str], tmp_path: Path) -> None:
    assert 1.0 <= waited(lines, tmp_path)[1] < 2.5


@pytest.mark.parametrize("said", ["4", "86400", "86400, 5"])
def test_above_the_cap_the_run_rests_and_says_until_when(said: str, tmp_path: Path) -> None:
    """Nothing is sent earlier than asked, and no process sits there: exit 3, and a later resume goes on."""
    stage = Stage(tmp_path, QUICK)
    behaviour, asked = once_too_many(f"retry-after: {said}")
    with serving(behaviour) as served:
        done = stage.play(*stage.arguments(served.url))
        assert done.code == 3, done.out
        assert "waiting until" in done.out
        assert "runbook resume" in done.out
        assert len(asked) == 1
        (postponed,) = [event for event in done.events if isinstance(event, Postponed)]
        assert postponed.seconds == float(said.partition(",")[0])
        started = done.events[0]
        assert isinstance(started, RunStarted)
        early = stage.play("resume", started.run)
    assert early.code == 3, early.out
    assert len(asked) == 1


def test_a_resume_sits_through_what_is_left_and_sends_never_earlier_than_asked(tmp_path: Path) -> None:
    stage = Stage(tmp_path, QUICK)
    behaviour, asked = once_too_many("retry-after: 2")
    with serving(behaviour) as served:
        done = stage.play(*stage.arguments(served.url))
        assert done.code == 3, done.out
        time.sleep(max(0.0, asked[0] + 1.0 - time.monotonic()))  # until less than the cap is left
        started = done.events[0]
        assert isinstance(started, RunStarted)
        late = stage.play("resume", started.run)
    assert late.code == 0, late.out
    assert asked[1] - asked[0] >= 2.0


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("9" * 400, "longer than any date can say"),
        ("Fri, 31 Dec 9999 23:59:59 GMT", "nothing is sent before 9999-12-31 23:59:"),
        ("31622400", "nothing is sent before 20"),
    ],
)
def test_a_run_rests_until_any_date_and_fails_where_there_is_none(said: str, words: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path, QUICK)
    behaviour, asked = once_too_many(f"retry-after: {said}")
    with serving(behaviour) as served:
        done = stage.play(*stage.arguments(served.url))
    assert done.code == 3, done.out
    assert words in done.out
    assert len(asked) == 1


def test_up_to_the_cap_the_run_waits_and_says_so(tmp_path: Path) -> None:
    stage = Stage(tmp_path, QUICK)
    behaviour, _ = once_too_many("retry-after: 1")
    with serving(behaviour) as served:
        done = stage.play(*stage.arguments(served.url))
    assert done.code == 0
    assert "waiting 1 s before sending again: the provider asks for it (Retry-After)" in done.err
