"""One provider at work: routes, proves the caller, checks the contract, strikes with faults, keeps the books."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic

from runbook.frozen import frozen, replace
from runbook.simulator.checks import Checks
from runbook.simulator.delivery import Delivery, deliver
from runbook.simulator.exchange import Call, Problem, Reaction, Received, Response, S
from runbook.simulator.faults import RECIPES, Effect, Fault, FaultBox, FaultKind
from runbook.simulator.ledger import Entry, Ledger
from runbook.simulator.machine import Machine, Route
from runbook.simulator.routes import Match, Router
from runbook.values.json import Json

_STALE_READS = 2
_LATE_READS = 1


@dataclass(slots=True)
class _Past(Generic[S]):
    """What reads of an id still show, and for how many reads."""

    state: S
    reads: int


@dataclass(slots=True)
class _Pending(Generic[S]):
    """An effect that lands after some more reads."""

    route: Route[S]
    call: Call
    sequence: int
    reads: int


@frozen
class _Asked(Generic[S]):
    """A request that may be reacted to. `names`: alias and operationId. `scope`: whose reads show its effect."""

    route: Route[S]
    call: Call
    names: tuple[str, ...]
    key: str
    scope: str


class Stage(Generic[S]):
    """A provider's state behind a lock; one request after the other."""

    def __init__(
        self, machine: Machine[S], checks: Checks, ledger: Ledger, faults: FaultBox, elsewhere: Callable[[], str]
    ) -> None:
        """`elsewhere`: a URL at another host, for redirects."""
        self._machine = machine
        self._checks = checks
        self._ledger = ledger
        self._faults = faults
        self._elsewhere = elsewhere
        self._router = Router(machine.routes)
        self._lock = threading.Lock()
        self.state = machine.initial()
        self._past: dict[str, _Past[S]] = {}
        self._pending: dict[str, _Pending[S]] = {}

    @property
    def name(self) -> str:
        """The provider's contract name."""
        return self._machine.name

    def reset(self) -> None:
        """Back to the state before the first request."""
        with self._lock:
            self.state = self._machine.initial()
            self._past.clear()
            self._pending.clear()

    def plant(self, like: str, id: str) -> bool:
        """Put a fresh item `id` there that is as the seed `like` is; whether there is such a seed."""
        with self._lock:
            planted = self._machine.plant(self.state, like, id)
            self.state = self.state if planted is None else planted
            return planted is not None

    def configure(self, changes: Mapping[str, Json]) -> None:
        """Set some of the modes anew. Errors: ModeError."""
        with self._lock:
            self.state = self._machine.with_modes(self.state, changes)

    def modes(self) -> dict[str, Json]:
        """How the modes are set."""
        return self._machine.described_modes(self.state)

    def answer(self, received: Received) -> Delivery:
        """What to send back, and how; everything is in the ledger when this returns."""
        entry = self._ledger.open(
            at=received.at,
            provider=self.name,
            method=received.method,
            path=received.target,
        )
        with self._lock:
            match = self._router.find(received.method, received.path)
            if isinstance(match, Problem):
                body = received.body.decode("utf-8", "replace")
                return self._refused(match, received, replace(entry, body=body))
            return self._matched(match, received, entry)

    def _matched(self, match: Match, received: Received, entry: Entry) -> Delivery:
        route = self._machine.routes[match.method, match.template]
        operation = self._checks.operation(match.method, match.template)
        key = match.arguments.get(route.key, "")
        names = (operation.name, operation.operation_id)
        body = self._checks.visible_body(operation, received)
        entry = replace(entry, operation=names[0], operation_id=names[1], key=key, body=body)
        identity = "" if route.open else self._machine.identify(self.state, received, reads=route.reads)
        if isinstance(identity, Response):
            return self._done(entry, Delivery(self._machine.finish(identity, received.at)))
        entry = replace(entry, subject=identity)
        checked = self._checks.check(operation, match, received)
        if isinstance(checked, Problem):
            return self._refused(checked, received, entry)
        call = Call(match.arguments, checked.query, checked.body, received.header("accept"), identity, received.at)
        return self._react(_Asked(route, call, names, key, self._machine.scope(key, identity)), entry)

    def _refused(self, problem: Problem, received: Received, entry: Entry) -> Delivery:
        response = self._machine.finish(self._machine.refuse(problem), received.at)
        return self._done(replace(entry, violation="; ".join(problem.texts)), Delivery(response))

    def _react(self, asked: _Asked[S], entry: Entry) -> Delivery:
        fault = self._faults.take(
            self.name,
            asked.names,
            asked.key,
            is_read=asked.route.reads,
            built_in=self._machine.built_in_fault(asked.key),
        )
        reaction = self._effect(asked, entry, fault)
        finished = replace(reaction, response=self._machine.finish(reaction.response, asked.call.at))
        delivery = deliver(self._machine, finished, fault, asked.call.at, self._elsewhere)
        named = replace(entry, applied=reaction.applied, fault=fault.kind.value if fault else "")
        return self._done(named, delivery)

    def _effect(self, asked: _Asked[S], entry: Entry, fault: Fault | None) -> Reaction[S]:
        """The reaction, kept, dropped or put off as the fault demands."""
        if asked.route.reads:
            return self._read(asked)
        effect = Effect.NOW if fault is None else RECIPES[fault.kind].effect
        reaction = asked.route.react(self.state, asked.call)
        if effect is Effect.NEVER:
            return replace(reaction, applied=False)
        if fault is not None and effect is Effect.LATER:
            reads = _LATE_READS if fault.reads is None else fault.reads
            self._pending[asked.scope] = _Pending(asked.route, asked.call, entry.sequence, reads)
            return replace(reaction, applied=False)
        if fault is not None and fault.kind is FaultKind.STALE_READS and reaction.applied:
            self._past[asked.scope] = _Past(self.state, _STALE_READS if fault.reads is None else fault.reads)
        self.state = reaction.state
        return reaction

    def _read(self, asked: _Asked[S]) -> Reaction[S]:
        past = self._past.get(asked.scope)
        reaction = asked.route.react(self.state if past is None else past.state, asked.call)
        if past is None:
            self.state = reaction.state
        self._count_read(asked.scope)
        return reaction

    def _count_read(self, scope: str) -> None:
        """A read goes by: the past comes nearer, and late effects land behind it."""
        past = self._past.get(scope)
        if past is not None:
            past.reads -= 1
            if past.reads <= 0:
                del self._past[scope]
        pending = self._pending.get(scope)
        if pending is not None:
            pending.reads -= 1
            if pending.reads <= 0:
                self._land(self._pending.pop(scope))

    def _land(self, pending: _Pending[S]) -> None:
        reaction = pending.route.react(self.state, pending.call)
        self.state = reaction.state
        if reaction.applied:
            self._ledger.mark_applied(pending.sequence)

    def _done(self, entry: Entry, delivery: Delivery) -> Delivery:
        status = None if delivery.response is None else delivery.response.status
        self._ledger.amend(replace(entry, status=status))
        return delivery
