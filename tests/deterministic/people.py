"""People: they answer questions, look into the provider's books, and settle doubts truthfully."""

import zlib
from collections.abc import Iterable

from runbook.interpreter.commands import Command, Inquire, Settle
from runbook.interpreter.events import AttemptStarted, ChoiceMade, EffectSettled, Event, Purpose
from tests.deterministic.fate import Fate
from tests.deterministic.provider import Provider, thing_key


class Person:
    """One who knows everything and never lies."""

    def __init__(self, seed: int, provider: Provider, fate: Fate, *, present: bool) -> None:
        self._seed = seed
        self.provider = provider
        self._fate = fate
        self._present = present
        self.things: dict[str, str] = {}

    def learn(self, events: Iterable[Event]) -> None:
        """Which thing each call is about."""
        for event in events:
            if isinstance(event, AttemptStarted) and event.purpose is Purpose.ACT and isinstance(event.request, dict):
                request = event.request
                self.things[event.address] = thing_key(str(request["operation"]), str(request["path"]))

    def inquire(self, question: Inquire) -> ChoiceMade | None:
        """At the terminal: an answer, when somebody sits there."""
        self._fate.tick("before a question is put")
        if not self._present or (question.address not in self.things and "stop" in question.choices):
            return None
        return self.choice(question)

    def choice(self, question: Inquire) -> ChoiceMade:
        """The same question gets the same answer."""
        choices = question.choices
        if "stop" in choices:
            there = self.is_there(question.address)
            choices = ("done",) if there else tuple(one for one in choices if one not in ("done", "already"))
        lot = zlib.crc32(f"{self._seed} {question.address}".encode())
        return ChoiceMade(question.address, choices[lot % len(choices)], "ada")

    def is_there(self, address: str) -> bool:
        """Whether what a call is to do is so."""
        thing = self.provider.thing(self.things[address]) if address in self.things else None
        return thing is not None and (thing.others or bool(thing.acts))

    def word(self, command: Command) -> Event | None:
        """What is said to an open command."""
        match command:
            case Settle(address=address):
                return EffectSettled(address, self.is_there(address), "ada", "it stands in the provider's books")
            case Inquire():
                return self.choice(command)
            case _:
                return None
