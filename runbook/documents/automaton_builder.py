"""From the pieces of a pattern to its automaton."""

import re
from typing import TypeAlias

from runbook.documents.automaton import Automaton, State
from runbook.documents.pattern_pieces import Piece

_MOST_STATES = 2_000
_END = Piece("nothing", "")

_Part: TypeAlias = tuple[int, int]
"""A part of the automaton: its first and its last state."""


class AutomatonError(ValueError):
    """The pattern needs more than an automaton, or too large a one."""


def build_automaton(pieces: list[Piece]) -> Automaton:
    """The automaton of a pattern; errors: AutomatonError."""
    builder = _Builder(pieces)
    try:
        first, final = builder.alternatives()
    except RecursionError:
        raise AutomatonError("too many groups inside groups") from None
    if not builder.is_done:
        raise AutomatonError("a ')' too many")
    return Automaton(builder.states, first, final)


class _Builder:
    """Reads pieces from left to right; a repeated piece is read as often as it is repeated."""

    def __init__(self, pieces: list[Piece]) -> None:
        self.states: list[State] = []
        self._pieces = pieces
        self._at = 0

    @property
    def is_done(self) -> bool:
        """Whether all pieces were read."""
        return self._at >= len(self._pieces)

    def alternatives(self) -> _Part:
        """`a|b|c`."""
        first, last = self._state(), self._state()
        while True:
            begin, end = self._sequence()
            self._join(first, begin)
            self._join(end, last)
            if self._piece().kind != "or":
                return first, last
            self._at += 1

    def _sequence(self) -> _Part:
        first = last = self._state()
        while not self.is_done and self._piece().kind not in ("or", "close"):
            begin, end = self._repeated()
            self._join(last, begin)
            last = end
        return first, last

    def _repeated(self) -> _Part:
        """A piece with what says how often; read once to find its end, and again for each further copy."""
        begin = self._at
        part = self._single()
        least, most = self._times()
        if (least, most) == (1, 1):
            return part
        resume = self._at
        first = last = self._state()
        end = self._state()
        for copy in range(least if most is None else most):
            part = self._copy(begin) if copy else part
            if copy >= least:
                self._join(last, end)
            self._join(last, part[0])
            last = part[1]
        if most is None:
            last = self._loop(last, self._copy(begin) if least else part)
        self._join(last, end)
        self._at = resume
        return first, end

    def _loop(self, last: int, part: _Part) -> int:
        """`last`, and from there round and round through `part`."""
        turn = self._state()
        self._join(last, turn)
        self._join(turn, part[0])
        self._join(part[1], turn)
        return turn

    def _copy(self, begin: int) -> _Part:
        self._at = begin
        return self._single()

    def _single(self) -> _Part:
        piece = self._piece()
        self._at += 1
        match piece.kind:
            case "one" | "letter":
                text = piece.text if piece.kind == "one" else re.escape(piece.text)
                return self._between(State(test=re.compile(text, re.ASCII)))
            case "start" | "end":
                return self._between(State(at=piece.kind))
            case "open" | "named":
                part = self.alternatives()
                if self._piece().kind != "close":
                    raise AutomatonError("a group without an end")
                self._at += 1
                return part
            case _:
                raise AutomatonError(f"{piece.text} is beyond an automaton")

    def _times(self) -> tuple[int, int | None]:
        piece = self._piece()
        if piece.kind not in ("loop", "times", "maybe"):
            return 1, 1
        self._at += 1
        if self._piece().kind == "maybe":  # as few as possible: the same texts are found
            self._at += 1
        elif self._piece().text == "+":
            raise AutomatonError("possessive repetition")
        if piece.text in "*+?":
            return int(piece.text == "+"), 1 if piece.text == "?" else None
        least, _, most = piece.text.strip("{}").partition(",")
        if "," not in piece.text:
            return int(least), int(least)
        return int(least or 0), int(most) if most else None

    def _between(self, state: State) -> _Part:
        first, last = self._state(state), self._state()
        self._join(first, last)
        return first, last

    def _piece(self) -> Piece:
        return _END if self.is_done else self._pieces[self._at]

    def _state(self, state: State | None = None) -> int:
        if len(self.states) >= _MOST_STATES:
            raise AutomatonError(f"more than {_MOST_STATES} states")
        self.states.append(state or State())
        return len(self.states) - 1

    def _join(self, first: int, second: int) -> None:
        self.states[first].following.append(second)
