"""Questions to the person at the terminal, while the run goes on with everything else."""

import math
import sys
import threading
from collections.abc import Callable, Sequence

from runbook.cli import show
from runbook.cli.keyboard import Keyboard
from runbook.cli.progress import Watched
from runbook.diagnostics.suggest import did_you_mean
from runbook.interpreter.commands import Inquire
from runbook.interpreter.events import ChoiceMade, FellInDoubt, StepEnded
from runbook.language.procedure import Procedure
from runbook.reporting.fold import fold
from runbook.reporting.prospects import with_prospects
from runbook.reporting.question_text import asked_lines, so_far
from runbook.reporting.request_text import where_text
from runbook.reporting.style import Piece, Role, Text, line
from runbook.reporting.words import duration
from runbook.runtime.clock import SystemClock
from runbook.runtime.person import this_person

_TICK = 0.2
"""Seconds between two looks at the clock while a person thinks."""

_PROMPT = "  your choice (empty: decide later): "


class TerminalRespondent:
    """Asks on standard error, one question at a time; reads from the keyboard.

    An empty line, the end of input, the deadline and an interrupt leave the question open: what counts then is not
    decided here.
    """

    def __init__(
        self,
        watched: Watched,
        procedure: Procedure,
        redact: Callable[[str], str],
        clock: SystemClock,
        leaving: threading.Event,
        keyboard: Keyboard | None = None,
    ) -> None:
        self._watched = watched
        self._procedure = procedure
        self._redact = redact
        self._clock = clock
        self._leaving = leaving
        self._keyboard = keyboard or Keyboard()
        self._turn = threading.Lock()
        self._prompting = False

    def inquire(self, question: Inquire) -> ChoiceMade | None:
        """Their choice; None leaves the item waiting. `question.deadline`: the seconds that are left."""
        due = math.inf if question.deadline is None else self._clock.monotonic() + question.deadline
        if not self._turn.acquire(timeout=-1 if question.deadline is None else max(0.0, question.deadline)):
            return None
        try:
            with self._watched.still():
                return self._put(question, due)
        finally:
            self._turn.release()

    def close(self) -> None:
        """The run rests: leave a question that is still on the screen, on a line of its own."""
        self._leaving.set()
        if self._prompting:
            self._prompting = False
            show.words("\n")

    def _put(self, question: Inquire, due: float) -> ChoiceMade | None:
        self._keyboard.forget()
        self._say(self._beside(question))
        while True:
            typed = self._typed(question, due)
            if not typed:
                return None
            chosen = understood(typed, question.choices)
            if chosen is not None:
                return ChoiceMade(question.address, chosen, this_person())
            help = did_you_mean(typed, question.choices)
            self._say([line(Piece(f'  no choice "{typed}"; {help}', Role.WARN))])

    def _beside(self, question: Inquire) -> Text:
        """The question, where its choices lead, and what has happened so far."""
        recorded = list(self._watched.recorded)
        report = fold((one.at, one.event) for one in recorded)
        if report is not None:
            report = with_prospects(report, self._procedure, (one.event for one in recorded))
            for step in report.walk():
                if step.address == question.address and step.open_question is not None:
                    where = where_text(report.environment, report.servers)
                    return [
                        line(Piece(f"in {where}:", Role.DIM)),
                        *asked_lines(step, numbered=True),
                        *so_far(report.effects),
                    ]
        return [line(Piece("? ", Role.WARN), question.message), line(f"  {', '.join(question.choices)}")]

    def _typed(self, question: Inquire, due: float) -> str | None:
        """A line; None when it is too late for one."""
        since = len(self._watched.recorded)
        left = self._left(due)
        show.words(f"{left}\n{_PROMPT}" if left else _PROMPT)
        self._prompting = True
        while not self._leaving.is_set():
            typed = self._keyboard.line(min(_TICK, due - self._clock.monotonic()))
            if typed is not None:
                self._prompting = False
                return typed
            if self._clock.monotonic() >= due:
                self._too_late(f"the deadline has passed: {question.default} counts as chosen")
                return None
            if self._is_closed(question, since):
                self._too_late("nobody waits for this any more")
                return None
            if self._watched.live and self._left(due) != left:
                left = self._left(due)
                show.words(f"\x1b7\x1b[1A\r\x1b[2K{left}\x1b8")
        return None

    def _too_late(self, why: str) -> None:
        self._prompting = False
        show.words("\n")
        self._say([line(Piece(f"  {why}", Role.WARN))])

    def _left(self, due: float) -> str:
        """What is left until the deadline; empty when there is none."""
        left = due - self._clock.monotonic()
        return "" if math.isinf(left) else f"  {duration(math.ceil(max(0.0, left)))} left"

    def _is_closed(self, question: Inquire, since: int) -> bool:
        """Whether the run went over this question meanwhile: something beside it stopped, or is in doubt."""
        news = [one.event for one in self._watched.recorded[since:]]
        ended = any(isinstance(event, StepEnded) and event.address == question.address for event in news)
        return ended or any(isinstance(event, FellInDoubt) for event in news)

    def _say(self, text: Text) -> None:
        show.words(self._redact(show.paint_for(sys.stderr)(text)))


class NobodyThere:
    """Without a terminal every question waits."""

    def inquire(self, question: Inquire) -> ChoiceMade | None:
        """Nobody answers."""
        del question
        return None

    def close(self) -> None:
        """Nothing is on any screen."""


def understood(typed: str, choices: Sequence[str]) -> str | None:
    """The choice that is meant: itself, its number, or a beginning that only it has."""
    if typed in choices:
        return typed
    if typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= len(choices):
        return choices[int(typed) - 1]
    begun = [choice for choice in choices if choice.startswith(typed)]
    return begun[0] if len(begun) == 1 else None


def is_person_there() -> bool:
    """Whether somebody can be asked."""
    return show.is_terminal(sys.stdin) and show.is_terminal(sys.stderr)


def read_line(prompt: str) -> str:
    """What a person types; the empty text at the end of input."""
    show.words(prompt)
    return sys.stdin.readline().strip() if sys.stdin is not None else ""
