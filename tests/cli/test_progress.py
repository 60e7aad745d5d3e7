import io

import pytest

from runbook.cli.progress import Watched
from runbook.interpreter.events import AttemptStarted, Event, Purpose, StepEnded, WaitEnded, WaitReason
from runbook.language.procedure import StepState
from runbook.runtime.ports import Recorded

EVENTS: list[Event] = [
    AttemptStarted("case", 2, Purpose.ACT, {"method": "POST", "path": "/case/\x1b[2J" + "x" * 200}, "d"),
    AttemptStarted("case", 1, Purpose.VERIFY, {}, "d"),
    WaitEnded("case", 1.0, WaitReason.RETRY),
    StepEnded("case", StepState.DONE_WITH_NOTES),
]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def watch(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> Watched:
    monkeypatch.setenv("NO_COLOR", "1")  # about colours, not about lines that come and go
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", stream)
    watched = Watched()
    for number, event in enumerate(EVENTS, 1):
        watched.observe(Recorded(number, 0.0, event))
    watched.clear()
    return watched


def test_every_event_is_kept_and_nothing_is_said_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    assert [one.event for one in watch(stream, monkeypatch).recorded] == EVENTS
    assert stream.getvalue() == ""


def test_on_a_terminal_one_line_comes_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    watch(stream, monkeypatch)
    lines = stream.getvalue().split("\r\x1b[2K")
    assert lines[1].startswith("case: POST /case/\\x1b[2J")
    assert len(lines[1]) <= 76
    assert lines[2:5] == ["case: reading back", "case: trying again", "case: done with notes"]
    assert lines[-1] == ""
    assert "\n" not in stream.getvalue()


def test_while_a_person_is_asked_the_line_stays_away(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", stream)
    watched = Watched()
    watched.observe(Recorded(1, 0.0, EVENTS[0]))
    with watched.still():
        said = stream.getvalue()
        assert said.endswith("\r\x1b[2K")
        watched.observe(Recorded(2, 0.0, EVENTS[1]))
        assert stream.getvalue() == said
    watched.observe(Recorded(3, 0.0, EVENTS[3]))
    assert stream.getvalue().endswith("case: done with notes")
    assert len(watched.recorded) == 3
