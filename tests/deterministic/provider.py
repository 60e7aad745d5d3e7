"""A provider with a state of its own: what it did, when that shows, and what it says."""

import random
from dataclasses import dataclass, field
from enum import Enum

from runbook.interpreter.commands import Send
from runbook.providers.answer import RawResponse
from runbook.values.json import Json


class Temper(Enum):
    """How a provider behaves. A tardy one acts later than its contract promises."""

    CALM = "calm"
    ROUGH = "rough"
    TARDY = "tardy"


LIMITS = (
    ("429", 0.06),
    ("500 before", 0.06),
    ("500 after", 0.07),
    ("malformed before", 0.02),
    ("malformed after", 0.03),
    ("418", 0.02),
    ("202", 0.01),
    ("302", 0.01),
)
"""What else than the truth it says to a request that is to act, and how often."""

READ_LIMITS = (("429", 0.05), ("500 before", 0.08), ("malformed before", 0.02))


@dataclass(slots=True)
class Act:
    """An effect took place. `by`: which run; `shows`: when a read sees it; None until the answer is out or lost."""

    by: str
    delay: float
    shows: float | None = None


@dataclass(slots=True)
class Thing:
    """What can be done once: one operation on one thing. `others`: it was so before us.

    `knows`: it refuses to do it twice even while reads do not show it yet; `echo`: with these words.
    """

    chance: random.Random
    manner: str
    others: bool
    busy: int
    echo: str
    knows: bool
    acts: list[Act] = field(default_factory=list)


def thing_key(operation: str, path: str) -> str:
    """Which thing a request wants to be so."""
    return f"{operation} {path}"


class Provider:
    """All things. The same seed gives the same thing, whatever was asked for before."""

    def __init__(self, seed: int, temper: Temper) -> None:
        self._seed = seed
        self.temper = temper
        self.things: dict[str, Thing] = {}

    def thing(self, key: str) -> Thing:
        """How it stands with one thing."""
        if key not in self.things:
            chance = random.Random(f"{self._seed} {key}")
            lot = chance.random()
            manner = "refuses" if lot < 0.08 else "missing" if lot < 0.12 else "accepts"
            busy = chance.choice((0, 0, 0, 0, 0, 0, 1, 2)) if self.temper is not Temper.CALM else 0
            echo = chance.choice(("Too late.", "Already gone."))
            self.things[key] = Thing(chance, manner, chance.random() < 0.05, busy, echo, chance.random() < 0.7)
        return self.things[key]

    def receive(self, send: Send, now: float, by: str) -> RawResponse:
        """Do what is asked, or not, and say something. `by`: the run that asks."""
        path = str(send.request.path)
        if send.request.method == "GET":
            return self._look(path, now)
        thing = self.thing(thing_key(send.operation.name, path))
        said = self._act(thing, send.operation.grace, now, repeats=send.operation.name == "pay")
        for act in thing.acts:
            act.by = act.by or by
        return said

    def answered(self, now: float) -> None:
        """What was asked so far is answered, or nobody waits for it: from now the grace counts."""
        for thing in self.things.values():
            for act in thing.acts:
                if act.shows is None:
                    act.shows = now + act.delay

    def _act(self, thing: Thing, grace: float, now: float, *, repeats: bool) -> RawResponse:
        if thing.busy > 0:
            thing.busy -= 1
            return _says(409, {"message": "Busy."})
        fault = self._fault(thing.chance, LIMITS)
        if fault in ("429", "418", "302"):
            return _says(int(fault), {"message": "Not now."}, retry_after=fault == "429")
        if fault == "500 before":
            return _says(500, {"message": "Oh."})
        if fault == "malformed before":
            return _says(200, {"done": "perhaps"})
        if thing.manner == "missing":
            return _says(404, {"message": "No such thing."})
        if thing.others or self._is_seen(thing, now, repeats=repeats):
            return _says(422, {"message": "Already gone." if thing.others else thing.echo})
        if thing.manner == "refuses":
            return _says(422, {"message": "Too late."})
        thing.acts.append(Act("", self._delay(thing.chance, grace)))
        if fault == "500 after":
            return _says(500, {"message": "Oh."})
        if fault == "202":
            return _says(202, {})
        return _says(200, {"done": "yes"} if fault == "malformed after" else {"next": "n1"})

    def _is_seen(self, thing: Thing, now: float, *, repeats: bool) -> bool:
        """Whether the provider knows that it did this already; some do it again all the same."""
        return not repeats and any(thing.knows or (act.shows is not None and act.shows <= now) for act in thing.acts)

    def _delay(self, chance: random.Random, grace: float) -> float:
        match self.temper:
            case Temper.CALM:
                return 0.0
            case Temper.ROUGH:
                return chance.choice((0.0, grace, chance.uniform(0.0, grace)))
            case Temper.TARDY:
                return grace + chance.choice((0.0, 1.0, 15.0, 60.0))

    def _look(self, path: str, now: float) -> RawResponse:
        chance = self.thing(f"look {path}").chance
        fault = self._fault(chance, READ_LIMITS)
        if fault == "429":
            return _says(429, {"message": "Not now."}, retry_after=True)
        if fault:
            return _says(500 if fault == "500 before" else 200, {"message": "Oh."})
        operations = ("cancel", "close", "pay", "note", "cancel_many")
        return _says(200, {name: self.shows(f"{name} {path}/{_ending(name)}", now) for name in operations})

    def shows(self, key: str, now: float) -> bool:
        """Whether a read sees it now."""
        thing = self.thing(key)
        return thing.others or any(act.shows is not None and act.shows <= now for act in thing.acts)

    def _fault(self, chance: random.Random, limits: tuple[tuple[str, float], ...]) -> str:
        if self.temper is Temper.CALM:
            return ""
        lot = chance.random()
        for fault, share in limits:
            if lot < share:
                return fault
            lot -= share
        return ""


def _ending(operation: str) -> str:
    return "cancel" if operation == "cancel_many" else operation


def _says(status: int, body: dict[str, Json], *, retry_after: bool = False) -> RawResponse:
    text = str(body).replace("'", '"').replace("True", "true").replace("False", "false")
    waits = (("retry-after", "2"),) if retry_after else ()
    return RawResponse(status, (("content-type", "application/json"), *waits), text.encode())
