"""A person at the terminal is asked, may take their time, and is told what they decide about."""

import io
import threading
from collections.abc import Sequence

import pytest

from runbook.cli.keyboard import Keyboard
from runbook.cli.progress import Watched
from runbook.cli.respondent import NobodyThere, TerminalRespondent, is_person_there, read_line, understood
from runbook.frozen import replace
from runbook.interpreter.commands import Inquire
from runbook.interpreter.events import Asked, ChoiceMade, Event, FellInDoubt
from runbook.language.procedure import Ask, Question
from runbook.runtime.clock import SystemClock
from runbook.runtime.person import this_person
from runbook.runtime.ports import Recorded
from tests.interpreter.building import call, procedure, started, step

MESSAGE = "cancel it all the same?\x1b[2J"
QUESTION = Inquire("sure", MESSAGE, ("yes", "no"), None, None)
PROCEDURE = procedure(
    step("sure", Ask(Question(MESSAGE, ("yes", "no"))), keeps=["choice"]),
    step("a", call(), when="steps.sure.choice == 'yes'"),
)


class Clock(SystemClock):
    """Time passes by reading."""

    def __init__(self) -> None:
        super().__init__()
        self.ticks = 0.0

    def monotonic(self) -> float:
        return self.ticks


class Typist(Keyboard):
    """Types these lines, one whenever it is looked for; `then`: what happens when there are no more."""

    def __init__(self, clock: Clock, *lines: str | None, news: Sequence[Event] = ()) -> None:
        self.clock = clock
        self.lines = list(lines)
        self.news = list(news)
        self.watched = Watched()

    def forget(self) -> None:
        pass

    def line(self, seconds: float) -> str | None:
        self.clock.ticks += seconds
        if self.news:
            self.watched.observe(Recorded(9, 0.0, self.news.pop(0)))
        return self.lines.pop(0) if self.lines else None


def asked(*lines: str | None, question: Inquire = QUESTION, news: Sequence[Event] = ()) -> ChoiceMade | None:
    clock = Clock()
    typist = Typist(clock, *lines, news=news)
    put = Asked("sure", MESSAGE, ("yes", "no"), question.deadline, question.default)
    typist.watched.recorded += [Recorded(1, 0.0, started()), Recorded(2, 0.0, put)]
    respondent = TerminalRespondent(
        typist.watched, PROCEDURE, lambda text: text.replace("t1", "***"), clock, threading.Event(), typist
    )
    return respondent.inquire(question)


def test_a_wrong_choice_is_told_with_what_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked("yess", None, "no") == ChoiceMade("sure", "no", this_person())
    said = capsys.readouterr().err
    assert 'no choice "yess"; did you mean "yes"?' in said
    assert said.count("your choice") == 2


def test_beside_the_question_stand_its_consequences_and_what_happened(capsys: pytest.CaptureFixture[str]) -> None:
    asked("")
    assert capsys.readouterr().err.splitlines()[:5] == [
        "in simulator at http://127.0.0.1:…:",
        "? sure asks: cancel it all the same?\\x1b[2J",
        "    1 yes  -> POST /things/***/cancel, cannot be undone",
        "    2 no   -> the run ends, done",
        "  so far  nothing was sent that could take effect",
    ]


@pytest.mark.parametrize(
    ("typed", "chosen"), [("yes", "yes"), ("2", "no"), ("y", "yes"), ("3", None), ("0", None), ("Y", None), ("²", None)]
)
def test_a_choice_is_meant_by_itself_its_number_or_its_beginning(typed: str, chosen: str | None) -> None:
    assert understood(typed, ("yes", "no")) == chosen


def test_a_beginning_that_two_have_means_neither_and_a_choice_wins_over_a_number() -> None:
    assert understood("st", ("stop", "stay")) is None
    assert understood("2", ("2", "1")) == "2"


def test_no_choice_leaves_the_question_open() -> None:
    assert asked("") is None
    assert NobodyThere().inquire(QUESTION) is None


def test_the_deadline_ends_the_prompt(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(question=replace(QUESTION, deadline=90.0, default="no")) is None
    said = capsys.readouterr().err
    assert "1 min 30 s left" in said
    assert "the deadline has passed: no counts as chosen" in said


def test_a_question_that_nobody_waits_for_is_taken_back(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(news=[FellInDoubt("other", 1, "no answer")]) is None
    assert "nobody waits for this any more" in capsys.readouterr().err


def test_one_question_at_a_time_and_none_after_its_deadline() -> None:
    clock = Clock()
    typist = Typist(clock)
    respondent = TerminalRespondent(typist.watched, PROCEDURE, str, clock, threading.Event(), typist)
    assert respondent._turn.acquire()
    assert respondent.inquire(replace(QUESTION, deadline=0.01, default="no")) is None


def test_an_interrupt_leaves_the_question_on_a_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    clock, leaving = Clock(), threading.Event()

    class Interrupted(Typist):
        def line(self, seconds: float) -> str | None:
            respondent.close()
            return None

    typist = Interrupted(clock)
    respondent = TerminalRespondent(typist.watched, PROCEDURE, str, clock, leaving, typist)
    assert respondent.inquire(QUESTION) is None
    assert capsys.readouterr().err.endswith("decide later): \n")


def test_a_pipe_is_no_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("x"))
    assert not is_person_there()


def test_without_standard_input_nothing_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert read_line("? ") == ""
