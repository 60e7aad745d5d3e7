"""Engines with a defect each, which a model check must find."""

from collections.abc import Sequence

from runbook.frozen import replace
from runbook.interpreter.commands import Command, Settle
from runbook.interpreter.decide import decide
from runbook.interpreter.events import AnswerReceived, AttemptStarted, Event, Purpose, StepEnded
from runbook.interpreter.evolve import evolve
from runbook.interpreter.lost import lost_answers
from runbook.interpreter.state import BlockProgress, CallProgress, FanProgress, Progress, State
from runbook.language.procedure import Procedure, StepState
from runbook.planning.walk import Engine
from runbook.providers.answer import Answer, AnswerKind

NOT_SENT = Answer(AnswerKind.NOT_SENT)


def just_send_again(attempts: Sequence[Event]) -> list[Event]:
    """A resume that takes what has no answer for not sent."""
    return [
        AnswerReceived(one.address, one.attempt, one.purpose, NOT_SENT)
        for one in attempts
        if isinstance(one, AttemptStarted)
    ]


def wrong_the_second_time(attempts: Sequence[Event]) -> list[Event]:
    """A resume that does so only from the second attempt on."""
    second = any(isinstance(one, AttemptStarted) and one.attempt > 1 for one in attempts)
    return just_send_again(attempts) if second else lost_answers(attempts)


def believes_a_torn_journal(of: Procedure, state: State) -> list[Event]:
    """A resume that takes what a cut-off journal does not say for not sent."""
    return []


def lost_is_not_sent(of: Procedure, state: State, event: Event) -> State:
    """An interpreter that takes a lost answer for a request that never left."""
    if isinstance(event, AnswerReceived) and event.purpose is Purpose.ACT:
        answer = NOT_SENT if event.answer.kind is AnswerKind.NO_ANSWER else event.answer
        return evolve(of, state, replace(event, answer=answer))
    return evolve(of, state, event)


def forgets_lost(of: Procedure, state: State, event: Event) -> State:
    """An interpreter that does not remember that an answer was lost."""
    after = evolve(of, state, event)
    return replace(after, block=_mapped(after.block, lost=False))


def goes_on_after_a_failure(of: Procedure, state: State, event: Event) -> State:
    """An interpreter to which a failed step is as good as any."""
    if isinstance(event, StepEnded) and event.state is StepState.FAILED:
        event = replace(event, state=StepState.DONE)
    return evolve(of, state, event)


def does_not_halt_what_is_beside(of: Procedure, state: State, event: Event) -> State:
    """An interpreter whose arms and items do not see that another one stopped."""
    after = evolve(of, state, event)
    return replace(after, block=_mapped(after.block, halt=False))


def acts_in_doubt(of: Procedure, state: State) -> tuple[Command, ...]:
    """An interpreter for which a doubt is over as soon as it is put to a person: it begins the next step."""
    commands = decide(of, state)
    if isinstance(state.block.current, CallProgress) and any(isinstance(one, Settle) for one in commands):
        skipped = replace(state.block, position=state.block.position + 1, current=BlockProgress().current)
        return decide(of, replace(state, block=skipped)) if skipped.position < len(of.body.steps) else commands
    return commands


def _mapped(progress: BlockProgress, *, lost: bool = True, halt: bool = True) -> BlockProgress:
    return replace(progress, current=_changed(progress.current, lost=lost, halt=halt))


def _changed(progress: Progress, *, lost: bool, halt: bool) -> Progress:
    match progress:
        case CallProgress():
            return replace(progress, lost=progress.lost and lost)
        case BlockProgress():
            return _mapped(progress, lost=lost, halt=halt)
        case FanProgress():
            running = {at: _changed(one, lost=lost, halt=halt) for at, one in progress.running.items()}
            return replace(progress, running=running, failure=progress.failure if halt else None)
        case _:
            return progress


FORGETS_ATTEMPTS = Engine(resume=lambda attempts: [])
