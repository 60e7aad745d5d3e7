"""Runners with one thing wrong each: a simulation that cannot find what is wrong with them proves nothing."""

import inspect
from collections.abc import Iterable, Sequence
from types import FunctionType, ModuleType
from typing import Any

from runbook.frozen import frozen
from runbook.interpreter import (
    advance,
    blocks,
    decide,
    evolve,
    evolve_call,
    evolve_reading,
    fans,
    grace,
    looking,
    lost,
    replay,
)
from runbook.interpreter.commands import Send
from runbook.interpreter.events import AnswerReceived, AttemptStarted, Event, Purpose
from runbook.interpreter.evolve import evolve as evolved
from runbook.interpreter.identity import Identity
from runbook.interpreter.state import State
from runbook.language.procedure import Procedure
from runbook.runtime import desk, runner
from runbook.runtime.desk import Desk
from runbook.runtime.ports import Recorded
from runbook.runtime.rest import Rest
from runbook.runtime.runner import Runner
from tests.deterministic.simulation import Engine


class SendsBeforeItRecords(Runner):
    """Control 1: the request is under way before its attempt is on the disk."""

    def _send(self, desk: Desk, send: Send) -> bool:
        desk.withheld = self._withheld(send)
        if desk.withheld is not None:
            return False
        started = AttemptStarted(
            send.address, send.attempt, send.purpose, send.request.described(), send.request.digest
        )
        desk.state = evolved(self._procedure, desk.state, started)
        self._start(desk, send, lambda: self._exchange(send))
        desk.unwritten.append(started)
        self._write(desk)
        return False


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


def anyone(recorded: Sequence[Recorded], now: tuple[Identity, ...]) -> bool:
    """Control 5: nobody asks as whom a run was begun."""
    del recorded, now
    return True


@frozen
class Mistake:
    """One text of one module that is otherwise."""

    module: ModuleType
    text: str
    instead: str


BELIEVES_EVERY_REFUSAL = Mistake(evolve_call, "progress.lost or is_lost(answer),", "False,")
"""Control 2: a 4xx after a lost answer is taken at its word."""

READS_HASTILY = Mistake(evolve_reading, "if last_wait(call, progress) > 0:", "if False:")
STEALS_THE_GRACE = Mistake(
    desk,
    "min(pause.seconds, left(self.acted.get(pause.address), pause.whole, now))",
    "left(began, pause.seconds, now)",
)
COUNTS_FROM_NOTHING = Mistake(
    desk, "self.acted.get(pause.address), pause.whole", "self.acted.get(pause.address, -1e12), pause.whole"
)
"""Control 6: the grace of what another process sent is thought to be over."""

BELIEVES_A_WEAK_READ = Mistake(evolve_reading, "case _ if progress.looked:", "case _ if True:")
"""Control 7: a read that may have been true before proves that this run did it."""

BELIEVES_EVERY_SUCCESS = Mistake(grace, "return response is None or not response.says_no", "return True")
"""Control 8: a 2XX that can be a refusal is taken for a yes."""

IGNORES_WHAT_IT_SAW = Mistake(looking, "if event.verdict.is_yes:", "if False:")
"""Control 9: the look before the first attempt is made, and nothing follows from it."""

TAKES_A_ROW_FOR_PROOF = Mistake(
    evolve_call, "routed.verb in _ASSUMING_NOTHING and not routed.nothing", "False and not routed.nothing"
)
"""Control 10: what a row makes of a 2XX is followed although nobody knows what became of the effect."""

GOES_ON_IN_DOUBT = Mistake(
    decide, "return tuple(command for command in commands if _stays(command))", "return commands"
)
GOES_ON_BESIDE_A_STOP = Mistake(decide, "halted=context.halted or is_stopped(progress)", "halted=False")
IS_NOT_STOPPED = Mistake(blocks, "case Part.STEPS if finished.state in STOPPING:", "case Part.STEPS if False:")

_MODULES = (
    grace,
    looking,
    evolve_reading,
    evolve_call,
    blocks,
    fans,
    decide,
    evolve,
    advance,
    replay,
    lost,
    desk,
    runner,
)
"""Everything between a journal and a command, those that others import first."""


def engine_with(mistake: Mistake) -> Engine:
    """Copies of the modules that drive a run, with that one thing changed."""
    made: dict[int, Any] = {}
    names: dict[str, Any] = {}
    for module in _MODULES:
        text = inspect.getsource(module)
        if module is mistake.module:
            assert mistake.text in text, f"{module.__name__} does not say: {mistake.text}"
            text = text.replace(mistake.text, mistake.instead)
        own: dict[str, Any] = {"__name__": module.__name__}
        exec(compile(text, str(module.__file__), "exec"), own)
        own.update({name: made[id(value)] for name, value in own.items() if id(value) in made})
        made.update({id(value): own[name] for name, value in vars(module).items() if _is_of(value, module)})
        names.update(own)
    return Engine(names["Runner"], names["replay"])


def _is_of(value: object, module: ModuleType) -> bool:
    """Whether a function or class was made in that module."""
    return isinstance(value, type | FunctionType) and value.__module__ == module.__name__
