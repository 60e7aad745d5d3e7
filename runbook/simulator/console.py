"""The control endpoint: the ledger, seeds, faults and modes as JSON, and a page for people."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from runbook.simulator.exchange import Received, Response, json_response
from runbook.simulator.faults import Fault, FaultBox, FaultKind
from runbook.simulator.ledger import Ledger
from runbook.simulator.modes import ModeError
from runbook.simulator.page import page
from runbook.simulator.payload import PayloadError, read_payload
from runbook.values.json import Json
from runbook.values.numbers import is_number, measured

_JSON = "application/json"
_HOSTS = ("127.0.0.1", "localhost")
_MOST_PLANTED = 100_000


class ConsoleError(ValueError):
    """What a control request has wrong; its text says so."""


class Configurable(Protocol):
    """A provider as the console sees it."""

    @property
    def name(self) -> str:
        """The name of its contract."""

    def reset(self) -> None:
        """Back to the state before the first request."""

    def plant(self, like: str, id: str) -> bool:
        """Put a fresh item there; whether there is such a seed."""

    def configure(self, changes: Mapping[str, Json]) -> None:
        """Set some of the modes anew. Errors: ModeError."""

    def modes(self) -> dict[str, Json]:
        """How the modes are set."""


class Console:
    """Answers the requests of the control port."""

    def __init__(
        self,
        stages: Sequence[Configurable],
        ledger: Ledger,
        faults: FaultBox,
        money: Callable[[], dict[str, Json]],
        describe: Callable[[], dict[str, Json]],
    ) -> None:
        """`money`: balances and refunds. `describe`: what the page shows."""
        self._stages = {stage.name: stage for stage in stages}
        self._ledger = ledger
        self._faults = faults
        self._money = money
        self._describe = describe
        self._reads: Mapping[str, Callable[[], Response]] = {
            "/": lambda: page(describe()),
            "/seeds": lambda: json_response(200, {"seeds": describe()["seeds"], "faults": describe()["faults"]}),
            "/faults": lambda: json_response(200, {"waiting": [_described(fault) for fault in faults.waiting()]}),
            "/modes": lambda: json_response(200, {name: stage.modes() for name, stage in self._stages.items()}),
            "/describe": lambda: json_response(200, describe()),
        }
        self._writes: Mapping[str, Callable[[dict[str, Json]], Json]] = {
            "/seed": self._seed,
            "/faults": self._add_fault,
            "/modes": self._set_modes,
            "/reset": self._reset,
        }

    def answer(self, received: Received) -> Response:
        """The answer to a request of the control port."""
        if received.path.startswith("/elsewhere"):
            return self._elsewhere(received)
        if (received.header("host") or "").rpartition(":")[0] not in _HOSTS:
            return _refusal(403, "this endpoint answers on 127.0.0.1 and localhost only")
        try:
            return self._routed(received)
        except (PayloadError, ConsoleError, ModeError) as error:
            return _refusal(400, str(error))

    def _routed(self, received: Received) -> Response:
        match received.method, received.path:
            case "GET", "/ledger":
                return self._read_ledger(received.query)
            case "GET", path if path in self._reads:
                return self._reads[path]()
            case "POST", path if path in self._writes:
                body = read_payload(received, _JSON)
                return json_response(200, self._writes[path](body if isinstance(body, dict) else {}))
            case method, path:
                return _refusal(404, f"nothing answers {method} {path}")

    def reset(self) -> None:
        """Back to the beginning: states, faults and ledger."""
        for stage in self._stages.values():
            stage.reset()
        self._faults.clear()
        self._ledger.clear()

    def _read_ledger(self, query: str) -> Response:
        """Everything, or with `?last=N` the newest N entries; the counts are always about everything."""
        last = query.removeprefix("last=")
        if query and not (query.startswith("last=") and last.isdecimal()):
            raise ConsoleError("the ledger takes ?last=N")
        entries = self._ledger.entries()
        shown = entries[max(len(entries) - int(last), 0) :] if query else entries
        applied: list[Json] = [
            {"provider": provider, "operation": operation, "key": key, "count": count}
            for (provider, operation, key), count in self._ledger.applied_counts().items()
        ]
        body: dict[str, Json] = {
            "count": len(entries),
            "entries": [entry.described() for entry in shown],
            "applied": applied,
            "violations": len(self._ledger.violations()),
            **self._money(),
        }
        return json_response(200, body)

    def _seed(self, body: dict[str, Json]) -> Json:
        stage, like, ids = self._stage(body), _text(body, "like"), body.get("ids")
        if not isinstance(ids, list) or len(ids) > _MOST_PLANTED:
            raise ConsoleError(f"ids is a list of at most {_MOST_PLANTED} ids")
        for id in ids:
            if not stage.plant(like, str(id)):
                raise ConsoleError(f"{stage.name} has no seed {like}, or {id} is no id of its kind")
        return {"planted": len(ids)}

    def _add_fault(self, body: dict[str, Json]) -> Json:
        kinds = {kind.value: kind for kind in FaultKind}
        kind = kinds.get(_text(body, "kind"))
        if kind is None:
            raise ConsoleError(f"kind is one of {', '.join(kinds)}")
        fault = Fault(
            kind,
            self._stage(body).name,
            operation=_optional_text(body, "operation"),
            key=_optional_text(body, "key"),
            times=_whole(body, "times") or 1,
            seconds=_number(body, "seconds"),
            reads=_whole(body, "reads"),
        )
        self._faults.add(fault)
        return _described(fault)

    def _set_modes(self, body: dict[str, Json]) -> Json:
        stage, modes = self._stage(body), body.get("modes")
        if not isinstance(modes, dict):
            raise ConsoleError("modes is an object of names and settings")
        stage.configure(modes)
        return {stage.name: stage.modes()}

    def _reset(self, body: dict[str, Json]) -> Json:
        self.reset()
        return {"reset": True}

    def _stage(self, body: dict[str, Json]) -> Configurable:
        stage = self._stages.get(_text(body, "provider"))
        if stage is None:
            raise ConsoleError(f"provider is one of {', '.join(self._stages)}")
        return stage

    def _elsewhere(self, received: Received) -> Response:
        """Where redirects lead: whoever arrives here should not have come."""
        entry = self._ledger.open(at=received.at, provider="elsewhere", method=received.method, path=received.target)
        self._ledger.followed(entry, credential=received.header("authorization") is not None)
        return _refusal(404, "you followed a redirect to another host")


def _described(fault: Fault) -> Json:
    return {
        "kind": fault.kind.value,
        "provider": fault.provider,
        "operation": fault.operation,
        "key": fault.key,
        "times": fault.times,
        "seconds": measured(fault.seconds),
        "reads": fault.reads,
    }


def _refusal(status: int, text: str) -> Response:
    return json_response(status, {"error": text})


def _text(body: dict[str, Json], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise ConsoleError(f"{name} is a text")
    return value


def _optional_text(body: dict[str, Json], name: str) -> str | None:
    return None if body.get(name) is None else _text(body, name)


def _number(body: dict[str, Json], name: str) -> float | None:
    value = body.get(name)
    if value is None:
        return None
    if not is_number(value) or not 0 <= value <= 3600:
        raise ConsoleError(f"{name} is a number from 0 to 3600")
    return float(value)


def _whole(body: dict[str, Json], name: str) -> int | None:
    value = body.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1_000_000:
        raise ConsoleError(f"{name} is a whole number from 0 to 1000000")
    return value
