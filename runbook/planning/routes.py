"""Which row takes each class of answers, found out once where rows look at nothing but the answer."""

from collections.abc import Mapping

from runbook.frozen import replace
from runbook.interpreter.calls import decide_call
from runbook.interpreter.commands import Record, Send
from runbook.interpreter.context import Context
from runbook.interpreter.events import AnswerRouted
from runbook.interpreter.evolve_call import is_lost
from runbook.interpreter.state import CallProgress, Phase, State
from runbook.language.procedure import Call, Procedure
from runbook.planning.answers import AnswerClass


class Routes:
    """The rows of a procedure's calls. `calls`: address pattern -> call."""

    def __init__(self, procedure: Procedure, calls: Mapping[str, Call]) -> None:
        self._context = Context(procedure, State(), {}, {}, {})
        self._calls = {address: call for address, call in calls.items() if not _looks_around(call)}
        self._known: dict[tuple[str, bool, int], AnswerRouted | None] = {}

    def routed(self, call: str, send: Send, number: int, one: AnswerClass) -> AnswerRouted | None:
        """The row that takes class `number` of the call at pattern `call`; None when the state of a run may matter."""
        if call not in self._calls:
            return None
        key = (call, send.lost, number)
        if key not in self._known:
            self._known[key] = self._ask(self._calls[call], send, one)
        found = self._known[key]
        return None if found is None else replace(found, address=send.address, attempt=send.attempt)

    def _ask(self, call: Call, send: Send, one: AnswerClass) -> AnswerRouted | None:
        progress = CallProgress(Phase.ANSWERED, 1, lost=send.lost or is_lost(one.answer), answer=one.answer)
        for command in decide_call(call, progress, self._context, send.address):
            if isinstance(command, Record) and isinstance(command.event, AnswerRouted):
                return command.event
        return None


def _looks_around(call: Call) -> bool:
    return any(row.when is not None for row in call.rows)
