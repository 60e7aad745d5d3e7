"""The wire of the simulation, and its own record of everything that left."""

import math
import random
from dataclasses import dataclass

from runbook.interpreter.commands import Send
from runbook.interpreter.events import AttemptStarted, Event, Purpose
from runbook.providers.answer import NoAnswer, NotSent, RawResponse, Reply
from runbook.providers.contract import Effect
from tests.deterministic.fate import CrashError, Fate
from tests.deterministic.provider import GRACES, HOME, MARGIN, Provider, Temper, thing_key
from tests.deterministic.shapes import Shape
from tests.deterministic.storage import OpenJournal
from tests.deterministic.times import Times

LATENCY = 0.01


@dataclass(slots=True)
class Sending:
    """A request that left the machine. `over`: when its answer came or nobody waited for one any more.

    `harmless`: there is proof that it did not act, and never will. `grace`: as the contract promises it.
    `asked`: when it left; `timeout`: how long an answer was to be waited for.
    """

    number: int
    address: str
    attempt: int
    key: str
    grace: float
    over: float | None = None
    harmless: bool = False
    asked: float = 0.0
    timeout: float = 0.0


class Network:
    """What lies between all processes of a run and the provider. `faults`: what was done against the rules."""

    def __init__(self, seed: int, provider: Provider, times: Times, fate: Fate, shape: Shape) -> None:
        self._chance = random.Random(f"network {seed}")
        self.provider = provider
        self._times = times
        self._fate = fate
        self._cover = shape.cover
        self._run = shape.started.run
        self.journal: OpenJournal | None = None
        self.sent: list[Sending] = []
        self.faults: list[str] = []
        self.lost = 0
        self.resent = 0
        self.account = HOME
        self.recorded: dict[tuple[str, Purpose, int], float] = {}

    def observe(self, event: Event) -> None:
        """An attempt is on the disk: its bytes leave now, though its turn to be simulated may come later."""
        if isinstance(event, AttemptStarted):
            self.recorded[event.address, event.purpose, event.attempt] = self._times.true

    def _asked(self, send: Send) -> float:
        return self.recorded.get((send.address, send.purpose, send.attempt), self._times.true)

    def exchange(self, send: Send) -> Reply:
        """Errors: CrashError."""
        if self._fate.dead:
            return self._from_the_grave(send)
        self._fate.tick(f"before the bytes of {send.address} leave")
        fault = self._fault()
        if fault == "not_sent":
            self._fate.tell(f"   {_name(send)} is not sent")
            return NotSent("connection refused")
        sending = self._leaves(send)
        arrived = False
        try:
            self._fate.tick(f"after the bytes of {send.address} left")
            response = self._receive(send) if fault != "lost_request" else None
            arrived = True
            self._fate.tick(f"after {send.address} was received")
        except CrashError:
            if not arrived and self._chance.random() < 0.5:
                self._receive(send)
            raise
        if response is None or fault == "lost_reply":
            return self._nobody_answers(send, sending)
        return self._comes_back(send, sending, response)

    def at_rest(self) -> None:
        """Nothing is under way any more: the process is gone, or waits for people."""
        self.provider.answered(self._times.true, silently=True)
        for one in self.sent:
            one.over = one.asked + MARGIN + one.timeout if one.over is None else one.over

    def proved_by_a_person(self, address: str) -> None:
        """Somebody looked into the provider's own books, and it is not there."""
        for one in self.sent:
            if one.address == address:
                one.harmless = True

    def _fault(self) -> str:
        if self.provider.temper is Temper.CALM:
            return ""
        lot = self._chance.random()
        return "not_sent" if lot < 0.05 else "lost_request" if lot < 0.11 else "lost_reply" if lot < 0.2 else ""

    def _from_the_grave(self, send: Send) -> Reply:
        """The process died with this request in its hands: it may be on the wire."""
        if self._chance.random() < 0.5:
            self._leaves(send)
            if self._chance.random() < 0.8:
                self._receive(send)
        return NoAnswer("the process is gone")

    def _leaves(self, send: Send) -> Sending | None:
        self._check_recorded(send)
        if not self._cover.covers(send):
            self.faults.append(f"{_name(send)} is not what the plan shows")
        if send.operation.effect is Effect.READ:
            self._fate.tell(f"-> {_name(send)}")
            return None
        key = thing_key(send.operation.name, str(send.request.path), self.account)
        self._fate.tell(f"-> {_name(send)}: {key}")
        earlier = [one for one in self.sent if one.key == key]
        if self.provider.temper is not Temper.TARDY:
            for one in earlier:
                if not one.harmless:
                    self.faults.append(f"{_name(send)} is sent although sending {one.number} may have acted")
        self.resent += any(one.over is not None and one.harmless for one in earlier)
        grace, asked = GRACES.get(send.operation.name, math.inf), self._asked(send)
        number = len(self.sent) + 1
        sending = Sending(number, send.address, send.attempt, key, grace, asked=asked, timeout=send.timeout)
        self.sent.append(sending)
        return sending

    def _check_recorded(self, send: Send) -> None:
        known = self.journal.durable if self.journal is not None else {}
        if known.get((send.address, send.purpose, send.attempt)) != send.request.digest:
            self.faults.append(f"{_name(send)} leaves before its attempt is on the disk")

    def _receive(self, send: Send) -> RawResponse:
        response = self.provider.receive(send, self._times.true, self._asked(send), self._run, self.account)
        self._fate.tell(f"<- {_name(send)} would say {response.status} {response.body.decode()}")
        return response

    def _nobody_answers(self, send: Send, sending: Sending | None) -> Reply:
        self._times.true = max(self._times.true, self._asked(send) + send.timeout)
        self.lost += 1
        self._fate.tell(f"   {_name(send)} gets no answer")
        self.provider.answered(self._times.true, silently=True)
        if sending is not None:
            sending.over = sending.asked + MARGIN + sending.timeout
        return NoAnswer("nothing came back")

    def _comes_back(self, send: Send, sending: Sending | None, response: RawResponse) -> Reply:
        self._times.true += LATENCY
        self._over(sending)
        self._fate.tick(f"before the answer to {send.address} is looked at")
        if sending is not None and (400 <= response.status < 500 or b"ABORT" in response.body):
            sending.harmless = True
        looked = send.purpose is Purpose.VERIFY and self.account == HOME
        if looked and response.status == 200 and b"message" not in response.body:
            self._proved_by_a_read(send)
        return response

    def _over(self, sending: Sending | None) -> None:
        self.provider.answered(self._times.true)
        if sending is not None:
            sending.over = self._times.true

    def _proved_by_a_read(self, send: Send) -> None:
        """What a read does not show although its grace was over when it was made did not happen."""
        now = self._times.true
        made = now - LATENCY + 1e-6
        for one in self.sent:
            if one.address == send.address and one.over is not None and one.over + one.grace <= made:
                one.harmless = one.harmless or not self.provider.shows(one.key, now)


def _name(send: Send) -> str:
    return f"{send.address} {send.purpose.value} {send.attempt}"
