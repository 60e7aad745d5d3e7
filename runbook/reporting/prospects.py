"""Where each choice of an open question leads: what would happen next, as far as the playbook itself decides."""

from collections.abc import Iterable, Sequence

from runbook.frozen import replace
from runbook.interpreter.advance import advance
from runbook.interpreter.commands import Command, Inquire, Pause, Send, Settle
from runbook.interpreter.decide import decide
from runbook.interpreter.events import (
    ChoiceMade,
    EffectRead,
    Event,
    HandedOver,
    Purpose,
    Reading,
    RunEnded,
    Verdict,
    WaitReason,
)
from runbook.interpreter.evolve import evolve
from runbook.interpreter.illegal import IllegalEventError
from runbook.interpreter.replay import replay
from runbook.interpreter.state import State
from runbook.language.procedure import Procedure, StepState
from runbook.providers.contract import Effect
from runbook.reporting.report import Report, StepReport
from runbook.reporting.request_text import text_of
from runbook.reporting.words import duration, state_words

_SHOWN = 3
"""Things that happen next and are told one by one."""

_WAITS = {
    WaitReason.STEP: "waits {}",
    WaitReason.RETRY: "tries again in {}",
    WaitReason.POLL: "reads again in {}",
    WaitReason.GRACE: "reads for the last time in {}",
}


def with_prospects(report: Report, procedure: Procedure, events: Iterable[Event]) -> Report:
    """The report, its open questions with where each choice leads; unchanged when the events are of another playbook.

    `events`: those the report is made of.
    """
    if report.state is not StepState.WAITING or not any(step.open_question for step in report.walk()):
        return report
    try:
        state = replay(procedure, events)
        return replace(report, steps=tuple(_told(step, procedure, state) for step in report.steps))
    except IllegalEventError:
        return report


def _told(step: StepReport, procedure: Procedure, state: State) -> StepReport:
    inside = tuple(_told(inner, procedure, state) for inner in step.steps)
    question = step.open_question
    if question is None:
        return replace(step, steps=inside)
    leads = tuple(prospect(procedure, state, step.address, choice) for choice in question.choices)
    return replace(step, steps=inside, questions=(*step.questions[:-1], replace(question, leads=leads)))


def prospect(procedure: Procedure, state: State, address: str, choice: str) -> str:
    """What happens next when the question at `address` is answered so: `POST /x/cancel, cannot be undone`."""
    before = decide(procedure, state)
    chosen = evolve(procedure, state, ChoiceMade(address, choice, "a person"))
    after, events, commands = advance(procedure, chosen)
    said = [_event(event) for event in events]
    said += [ahead_words(procedure, after, command) for command in commands if command not in before]
    told = list(dict.fromkeys(one for one in said if one))
    if len(told) > _SHOWN:
        told[_SHOWN:] = [f"and {len(told) - _SHOWN} more"]
    return "; ".join(told) or _quiet(commands)


def _quiet(commands: Sequence[Command]) -> str:
    """Nothing begins by this choice alone."""
    return "it ends here, the others go on" if commands else "it ends here"


def _event(event: Event) -> str:
    match event:
        case HandedOver(to=to):
            return f"handed over to {to}"
        case RunEnded(state=state):
            return f"the run ends, {state_words(state)[1]}"
        case _:
            return ""


def ahead_words(procedure: Procedure, state: State, command: Command) -> str:
    """Return what is about to happen, and what a read before it leads to unless it shows the effect already.

    `state`: in which the command is open.
    """
    said = _command(command)
    if not isinstance(command, Send) or command.purpose is not Purpose.BEFORE:
        return said
    nothing_there = EffectRead(
        command.address, command.attempt, Verdict.DOES_NOT_HOLD, "", Reading.LAST, Purpose.BEFORE
    )
    after = decide(procedure, evolve(procedure, state, nothing_there))
    sends = [_send(one) for one in after if isinstance(one, Send) and one.address == command.address]
    return f"{said} first; unless that shows it already: {', '.join(sends)}" if sends else said


def _command(command: Command) -> str:
    """What is about to happen: `POST /x/cancel, cannot be undone`, `tries again in 2 s`."""
    match command:
        case Send():
            return _send(command)
        case Pause(seconds=seconds, reason=reason):
            return _WAITS[reason].format(duration(seconds))
        case Inquire(address=address, message=message):
            return f"{address} asks: {message}"
        case Settle(address=address):
            return f"{address} is in doubt"
        case _:
            return ""


def _send(send: Send) -> str:
    request = f"{send.request.method} {text_of(send.request.path)}"
    if send.purpose is Purpose.BEFORE:
        return f"{request} looks"
    if send.purpose is Purpose.VERIFY:
        return f"{request} reads it back"
    undoable = ", cannot be undone" if send.operation.effect is Effect.IRREVERSIBLE else ""
    return f"{request}{' again' if send.attempt > 1 else ''}{undoable}"
