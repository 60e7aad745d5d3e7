"""A provider with a state of its own: what it did, when that shows, and what it says."""

import json
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


HOME = "home"
"""The account that a run starts in, and that owns what it is about."""

OPERATIONS = ("cancel", "close", "pay", "note", "cancel_many", "withdraw", "halt", "remove")

GRACES = {"cancel": 8.0, "pay": 4.0, "note": 3.0, "cancel_many": 8.0, "withdraw": 8.0, "halt": 8.0, "remove": 8.0}
"""Seconds after which an effect shows, as the contract promises them; for others it promises nothing."""

LATEST = 60.0
"""Seconds that an effect may take where nothing is promised."""

MARGIN = 2.0
"""Seconds between a record and the last byte of its request, at most (DESIGN 11)."""

LIMITS = (
    ("429", 0.06),
    ("500 before", 0.06),
    ("500 after", 0.07),
    ("malformed before", 0.02),
    ("malformed after", 0.03),
    ("418", 0.02),
    ("201 before", 0.01),
    ("202 after", 0.01),
    ("302", 0.01),
)
"""What else than the truth it says to a request that is to act, and how often."""

READ_LIMITS = (("429", 0.05), ("500 before", 0.08), ("malformed before", 0.02))


@dataclass(slots=True)
class Act:
    """An effect took place. `by`: which run; `shows`: when a read sees it; None until the answer is out or lost.

    `asked`: when its request came; `timeout`: seconds that whoever asked wanted to wait; `delay`: seconds until a read
    sees it, from its answer.
    """

    by: str
    delay: float
    asked: float = 0.0
    timeout: float = 0.0
    shows: float | None = None


@dataclass(slots=True)
class Thing:
    """What can be done once: one operation on one thing. `others`: it was so before us.

    `knows`: it refuses to do it twice even while reads do not show it yet; `echo`: with these words. `partly`: only a
    part of it was done, so neither yes nor no is true.
    """

    chance: random.Random
    manner: str
    others: bool
    busy: int
    echo: str
    knows: bool
    partly: bool = False
    acts: list[Act] = field(default_factory=list)


def thing_key(operation: str, path: str, account: str = HOME) -> str:
    """Which thing a request wants to be so."""
    return f"{operation} {path}" if account == HOME else f"{account}: {operation} {path}"


class Provider:
    """All things, and its own books. The same seed gives the same thing, whatever was asked for before."""

    def __init__(self, seed: int, temper: Temper) -> None:
        self._seed = seed
        self.temper = temper
        self.things: dict[str, Thing] = {}

    def thing(self, key: str) -> Thing:
        """How it stands with one thing. Those of another account are often as somebody wants them to be already."""
        if key not in self.things:
            chance = random.Random(f"{self._seed} {key}")
            lot = chance.random()
            manner = "refuses" if lot < 0.08 else "missing" if lot < 0.12 else "accepts"
            busy = chance.choice((0, 0, 0, 0, 0, 0, 1, 2)) if self.temper is not Temper.CALM else 0
            echo = chance.choice(("Too late.", "Already gone."))
            others = chance.random() < (0.5 if ":" in key else 0.05)
            self.things[key] = Thing(chance, manner, others, busy, echo, chance.random() < 0.7)
        return self.things[key]

    def is_completed(self, place: str) -> bool:
        """Whether a thing was over before us, by itself: nothing more can be done to it."""
        return random.Random(f"{self._seed} completed {place}").random() < 0.1

    def was_over(self, path: str) -> bool:
        """Whether a read says that it is over before anything of ours: by itself, or because of others."""
        place = place_of(path)
        names = [name for name in OPERATIONS if name != "remove"]
        return self.is_completed(place) or any(self.thing(self._key(name, place, HOME)).others for name in names)

    def receive(self, send: Send, now: float, asked: float, by: str, account: str = HOME) -> RawResponse:
        """Do what is asked, or not, and say something.

        `asked`: when the request left; `by`: the run that asks; `account`: in whose name.
        """
        path = str(send.request.path)
        if send.request.method == "GET":
            return self._look(path, now, account)
        name = send.operation.name
        thing = self.thing(thing_key(name, path, account))
        before = len(thing.acts)
        said = self._act(thing, name, now, completed=account == HOME and self.is_completed(place_of(path)))
        for act in thing.acts[before:]:
            act.by, act.asked, act.timeout = by, asked, send.timeout
        return said

    def answered(self, now: float, *, silently: bool = False) -> None:
        """What was asked so far is answered, or nobody waits for it: from now its grace counts.

        `silently`: who waited is gone. The provider may be at work as long as a patient one would have waited.
        """
        for thing in self.things.values():
            for act in thing.acts:
                if act.shows is None:
                    late = self._lateness(thing.chance) * (act.timeout + MARGIN) if silently else now - act.asked
                    act.shows = act.asked + late + act.delay

    def _lateness(self, chance: random.Random) -> float:
        return 0.0 if self.temper is Temper.CALM else chance.choice((0.0, 1.0, chance.random()))

    def _act(self, thing: Thing, name: str, now: float, *, completed: bool) -> RawResponse:
        if thing.busy > 0:
            thing.busy -= 1
            return _says(409, {"message": "Busy."})
        fault = self._fault(thing.chance, LIMITS)
        if fault in ("429", "418", "302"):
            return _says(int(fault), {"message": "Not now."}, self._patience(thing.chance) if fault == "429" else 0)
        if fault == "500 before":
            return _says(500, {"message": "Oh."})
        if fault == "malformed before":
            return _says(200, {"done": "perhaps"})
        if fault == "201 before":
            return _says(201, {})
        if thing.manner == "missing":
            return _says(404, {"message": "No such thing."})
        if thing.others or self._is_seen(thing, now, repeats=name == "pay"):
            return _says(422, {"message": "Already gone." if thing.others else thing.echo})
        if thing.manner == "refuses" or completed:
            return self._refusal(thing, name)
        return self._done(thing, name, fault)

    def _patience(self, chance: random.Random) -> int:
        """Seconds that it asks to wait; sometimes longer than anybody sits there."""
        return 400 if chance.random() < 0.15 else 2

    def _refusal(self, thing: Thing, name: str) -> RawResponse:
        """Some say no with a 200."""
        if name == "withdraw" and thing.chance.random() < 0.7:
            return _says(200, {"success": False})
        if name == "halt" and thing.chance.random() < 0.7:
            return _says(200, {"status": "ABORT"})
        return _says(422, {"message": "Too late."})

    def _done(self, thing: Thing, name: str, fault: str) -> RawResponse:
        """It acts, or takes it on, or does a part of it."""
        chance, soft = thing.chance, self.temper is not Temper.CALM
        if name == "cancel_many" and soft and chance.random() < 0.1:
            thing.partly = True
            return _says(207, {"results": [{"id": "a", "status": 200}, {"id": "b", "status": 409}]})
        later = soft and name in ("withdraw", "halt") and chance.random() < 0.2
        if not later or chance.random() < 0.5:
            thing.acts.append(Act("", self._delay(chance, GRACES.get(name))))
        if fault == "500 after":
            return _says(500, {"message": "Oh."})
        if fault == "202 after":
            return _says(202, {})
        if fault == "malformed after":
            return _says(200, {"done": "yes"})
        return _yes(name, later=later)

    def _is_seen(self, thing: Thing, now: float, *, repeats: bool) -> bool:
        """Whether the provider knows that it did this already; some do it again all the same."""
        return not repeats and any(thing.knows or (act.shows is not None and act.shows <= now) for act in thing.acts)

    def _delay(self, chance: random.Random, grace: float | None) -> float:
        match self.temper:
            case Temper.CALM:
                return 0.0
            case Temper.ROUGH:
                most = LATEST if grace is None else grace
                return chance.choice((0.0, most, chance.uniform(0.0, most)))
            case Temper.TARDY:
                return (grace or 0.0) + chance.choice((0.0, 1.0, 15.0, 60.0))

    def _look(self, path: str, now: float, account: str) -> RawResponse:
        chance = self.thing(f"look {path}").chance
        fault = self._fault(chance, READ_LIMITS)
        if fault == "429":
            return _says(429, {"message": "Not now."}, self._patience(chance))
        if fault:
            return _says(500 if fault == "500 before" else 200, {"message": "Oh."})
        if self._is_gone(path, now, account):
            return _says(404, {"message": "No such thing."})
        seen = {name: self.shows(self._key(name, path, account), now) for name in OPERATIONS if name != "remove"}
        completed = account == HOME and self.is_completed(place_of(path))
        return _says(200, {**seen, "over": completed or any(seen.values())})

    def _is_gone(self, path: str, now: float, account: str) -> bool:
        strange = account != HOME and random.Random(f"{self._seed} {account} {path}").random() < 0.3
        return strange or (path.startswith("/things") and self.shows(self._key("remove", path, account), now))

    def _key(self, name: str, path: str, account: str) -> str:
        tail = "" if name == "remove" else f"/{'cancel' if name == 'cancel_many' else name}"
        return thing_key(name, f"{path}{tail}", account)

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


def place_of(path: str) -> str:
    """The thing that a path is about: its first two parts."""
    return "/".join(path.split("/")[:3])


def _yes(name: str, *, later: bool) -> RawResponse:
    match name:
        case "withdraw":
            return _says(202, {}) if later else _says(200, {"success": True})
        case "halt":
            return _says(200, {"status": "PENDING" if later else "DONE"})
        case "remove":
            return RawResponse(204, (), b"")
        case _:
            return _says(200, {"next": "n1"})


def _says(status: int, body: dict[str, Json], retry_after: int = 0) -> RawResponse:
    waits = (("retry-after", str(retry_after)),) if retry_after else ()
    return RawResponse(status, (("content-type", "application/json"), *waits), json.dumps(body).encode())
