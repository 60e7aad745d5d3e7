"""A run that rests, as a person finds it who wants it to go on."""

from collections.abc import Sequence

from runbook.frozen import frozen
from runbook.interpreter.advance import advance
from runbook.interpreter.commands import Command, Inquire
from runbook.interpreter.events import Asked, ChoiceMade, Event
from runbook.interpreter.evolve import evolve
from runbook.interpreter.lost import lost_answers
from runbook.interpreter.replay import replay
from runbook.interpreter.state import State
from runbook.language.procedure import Procedure
from runbook.runtime.ports import Recorded


@frozen
class Resting:
    """What was recorded of it, and the commands it has open. `now`: seconds since the epoch.

    `reached`: the state after all that was recorded, when it is known.
    """

    run: str
    recorded: Sequence[Recorded]
    open: Sequence[Command]
    now: float
    reached: State | None = None

    def closes(self, question: Inquire) -> float | None:
        """When its default counts as chosen; None is never."""
        put = [
            one.at for one in self.recorded if isinstance(one.event, Asked) and one.event.address == question.address
        ]
        return put[-1] + question.deadline if put and question.deadline is not None else None

    def is_closed(self, question: Inquire) -> bool:
        """Whether its deadline has passed."""
        closes = self.closes(question)
        return closes is not None and closes <= self.now

    def answered(self, address: str) -> tuple[float, ChoiceMade] | None:
        """When and how the last question there was answered."""
        made = [(one.at, one.event) for one in self.recorded if isinstance(one.event, ChoiceMade)]
        return next(((at, event) for at, event in reversed(made) if event.address == address), None)

    def ahead(self, procedure: Procedure, added: Sequence[Event]) -> tuple[State, tuple[Command, ...]]:
        """The state and what comes next when it goes on with what a person added, and with closed questions."""
        events = [one.event for one in self.recorded]
        state = replay(procedure, (*events, *lost_answers(events), *added))
        while True:
            state, _, commands = advance(procedure, state)
            closed = [one for one in commands if isinstance(one, Inquire) and self.is_closed(one)]
            if not closed:
                return state, commands
            for question in closed:
                state = _defaulted(procedure, state, question)


def _defaulted(procedure: Procedure, state: State, question: Inquire) -> State:
    return evolve(procedure, state, ChoiceMade(question.address, question.default or "", None))
