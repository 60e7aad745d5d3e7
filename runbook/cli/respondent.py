"""Questions to the person at the terminal."""

import sys

from runbook.cli import show
from runbook.interpreter.commands import Inquire
from runbook.interpreter.events import ChoiceMade
from runbook.reporting.style import Piece, Role, line
from runbook.runtime.person import this_person


class TerminalRespondent:
    """Asks on standard error, reads the choice from standard input; an empty line or the end leaves it open."""

    def inquire(self, question: Inquire) -> ChoiceMade | None:
        """Their choice; None leaves the item waiting."""
        choices = ", ".join(question.choices)
        show.painted_words(
            [
                line(Piece("? ", Role.WARN), Piece(question.message, Role.STRONG)),
                line(f"  {question.address}: {choices}"),
            ]
        )
        while True:
            said = read_line("  your choice (empty: decide later): ")
            if said in question.choices:
                return ChoiceMade(question.address, said, this_person())
            if not said:
                return None


class NobodyThere:
    """Without a terminal every question waits."""

    def inquire(self, question: Inquire) -> ChoiceMade | None:
        """Nobody answers."""
        del question
        return None


def is_person_there() -> bool:
    """Whether somebody can be asked."""
    return show.is_terminal(sys.stdin) and show.is_terminal(sys.stderr)


def read_line(prompt: str) -> str:
    """What a person types; the empty text at the end of input."""
    show.words(prompt)
    return sys.stdin.readline().strip() if sys.stdin is not None else ""
