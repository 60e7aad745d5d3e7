"""Runners with one thing wrong each: a simulation that cannot find what is wrong with them proves nothing."""

import inspect
from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import Any

from runbook.interpreter import advance, evolve, evolve_call, lost, replay
from runbook.interpreter.commands import Send
from runbook.interpreter.events import AnswerReceived, AttemptStarted, Event, Purpose
from runbook.interpreter.evolve import evolve as evolved
from runbook.interpreter.state import State
from runbook.language.procedure import Procedure
from runbook.runtime import runner
from runbook.runtime.desk import Desk
from runbook.runtime.ports import Recorded
from runbook.runtime.rest import Rest
from runbook.runtime.runner import Runner
from tests.deterministic.simulation import Engine


class SendsBeforeItRecords(Runner):
    """Control 1: the request is under way before its attempt is on the disk."""

    def _send(self, desk: Desk, send: Send) -> None:
        desk.withheld = self._withheld(send)
        if desk.withheld is not None:
            return
        started = AttemptStarted(
            send.address, send.attempt, send.purpose, send.request.described(), send.request.digest
        )
        desk.state = evolved(self._procedure, desk.state, started)
        self._start(desk, send, lambda: self._exchange(send))
        desk.unwritten.append(started)
        self._write(desk)


class ForgetsWhatWasUnderWay(Runner):
    """Control 3: an attempt without an answer counts as one that never was."""

    def resume(
        self,
        recorded: Sequence[Recorded],
        added: Sequence[Event] = (),
        *,
        torn: bool = False,
        reached: State | None = None,
    ) -> Rest:
        return super().resume([one for one in recorded if id(one) not in _unanswered(recorded)], added, torn=torn)


def _unanswered(recorded: Sequence[Recorded]) -> set[int]:
    flying: dict[tuple[str, Purpose, int], int] = {}
    found: set[int] = set()
    for one in recorded:
        match one.event:
            case AttemptStarted(address=address, purpose=purpose, attempt=attempt):
                found |= {flying.pop((address, purpose, attempt), id(one))} - {id(one)}
                flying[address, purpose, attempt] = id(one)
            case AnswerReceived(address=address, purpose=purpose, attempt=attempt):
                flying.pop((address, purpose, attempt), None)
            case _:
                pass
    return found | set(flying.values())


def forgetting_replay(procedure: Procedure, events: Iterable[Event]) -> State:
    """A journal as it understands it."""
    recorded = [Recorded(0, 0.0, event) for event in events]
    return replay.replay(procedure, [one.event for one in recorded if id(one) not in _unanswered(recorded)])


class DoesNotSettle(Runner):
    """Control 3 once more: what was under way is left as it was."""

    def resume(
        self,
        recorded: Sequence[Recorded],
        added: Sequence[Event] = (),
        *,
        torn: bool = False,
        reached: State | None = None,
    ) -> Rest:
        state = replay.replay(self._procedure, (one.event for one in recorded))
        return self._carry_on(Desk(replay.replay(self._procedure, added, state), list(added)))


class TrustsATornEnd(Runner):
    """Control 4: what may have stood behind the end of a torn journal is not thought of."""

    def resume(
        self,
        recorded: Sequence[Recorded],
        added: Sequence[Event] = (),
        *,
        torn: bool = False,
        reached: State | None = None,
    ) -> Rest:
        del torn
        return super().resume(recorded, added)


ARMED = ("lost=progress.lost or is_lost(answer)", "lost=False")


def believes_every_refusal() -> Engine:
    """Control 2: a 4xx after a lost answer is taken at its word. A copy of the modules with that one thing changed."""
    call = _copy(evolve_call, ARMED)
    moved = _copy(evolve, evolve_call=call["evolve_call"])
    ahead = _copy(advance, evolve=moved["evolve"])
    again = _copy(replay, evolve=moved["evolve"])
    unanswered = _copy(lost, advance=ahead["advance"])
    names = {"evolve": moved["evolve"], "advance": ahead["advance"], "replay": again["replay"]}
    made = _copy(runner, perhaps_sent=unanswered["perhaps_sent"], **names)
    return Engine(made["Runner"], again["replay"])


def _copy(module: ModuleType, change: tuple[str, str] = ("", ""), **others: Any) -> dict[str, Any]:
    """The names of a module that is run once more, with one text changed and some of what it imports exchanged."""
    text = inspect.getsource(module)
    assert change[0] in text, f"{module.__name__} does not say: {change[0]}"
    names: dict[str, Any] = {"__name__": module.__name__}
    exec(compile(text.replace(*change) if change[0] else text, str(module.__file__), "exec"), names)
    assert others.keys() <= names.keys()
    names.update(others)
    return names
