"""Searching a text for a pattern in time linear in the text (Thompson 1968): no pattern can make it slow.

Lookaround, backreferences and word boundaries are beyond it.
"""

import re
from collections.abc import Iterable

from runbook.frozen import field, frozen

_MOST_REMEMBERED = 20_000
_NOWHERE: frozenset[str] = frozenset()


@frozen
class State:
    """What must hold to go on to the `following` states.

    `test`: for the next character, which is read; `at`: `start` or `end`, where in the text one must stand.
    """

    test: re.Pattern[str] | None = None
    at: str = ""
    following: list[int] = field(default_factory=list)


class Automaton:
    """Finds out whether a pattern occurs in a text. `first`, `final`: where a match begins and ends."""

    def __init__(self, states: list[State], first: int, final: int) -> None:
        self._states = states
        self._first = first
        self._final = final
        self._memory: dict[tuple[frozenset[int], str], frozenset[int]] = {}
        self._anew = self._reach([first], _NOWHERE)

    @property
    def size(self) -> int:
        """How many states there are."""
        return len(self._states)

    def accepts(self, text: str) -> bool:
        """Whether the pattern occurs in `text`."""
        states = self._reach([self._first], frozenset({"start"}) if text else frozenset({"start", "end"}))
        for character in text:
            if self._final in states:
                return True
            states = self._step(states, character)
        return self._final in self._reach(states, frozenset({"end"}))

    def _step(self, states: frozenset[int], character: str) -> frozenset[int]:
        """The states after `character`, and those of a match that begins after it."""
        known = self._memory.get((states, character))
        if known is None:
            if len(self._memory) >= _MOST_REMEMBERED:
                self._memory.clear()
            known = self._anew | self._reach(self._after(states, character), _NOWHERE)
            self._memory[states, character] = known
        return known

    def _after(self, states: frozenset[int], character: str) -> Iterable[int]:
        for number in states:
            state = self._states[number]
            if state.test is not None and state.test.match(character):
                yield from state.following

    def _reach(self, states: Iterable[int], where: frozenset[str]) -> frozenset[int]:
        """The states that are reached without reading anything, standing at `where` in the text."""
        waiting, reached = list(states), set[int]()
        while waiting:
            number = waiting.pop()
            if number not in reached:
                reached.add(number)
                state = self._states[number]
                if state.test is None and (not state.at or state.at in where):
                    waiting += state.following
        return frozenset(reached)
