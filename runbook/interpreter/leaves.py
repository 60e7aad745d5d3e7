"""Steps that send nothing: waits, questions, assertions, names, handovers."""

from runbook.interpreter.commands import Command, Inquire, Pause, Record, Suppose
from runbook.interpreter.context import Context
from runbook.interpreter.events import Asked, HandedOver, StepEnded, WaitReason
from runbook.interpreter.state import LeafProgress
from runbook.language.evaluate import EvaluationError, render, truth
from runbook.language.procedure import Action, Ask, Assert, Handover, Let, StepState, Wait
from runbook.language.template import Template
from runbook.values.canonical import canonical_json
from runbook.values.unknown import PartialText, Unknown, Value, encode_value


def decide_leaf(action: Action, progress: LeafProgress, context: Context, address: str) -> tuple[Command, ...]:
    """The next command of a step without steps inside and without a request. Errors in it end the step."""
    if progress.ending is not None:
        result: dict[str, Value] | None = {"choice": progress.choice} if progress.choice is not None else None
        ending = progress.ending
        return (Record(StepEnded(address, ending.state, ending.because, result=result)),)
    try:
        if isinstance(action, Ask):
            return (_question(action, progress, context, address),)
        return (_first(action, context, address),)
    except EvaluationError as error:
        return (Record(StepEnded(address, StepState.FAILED, error.message)),)


def _first(action: Action, context: Context, address: str) -> Command:
    match action:
        case Wait(seconds=seconds):
            return Pause(address, seconds, WaitReason.STEP)
        case Assert():
            return _assert(action, context, address)
        case Let(values=values):
            scope = context.scope()
            named: dict[str, Value] = {name: render(value, scope) for name, value in values.items()}
            return Record(StepEnded(address, StepState.DONE, result=named))
        case Handover(to=to, note=note):
            return Record(HandedOver(address, words(to, context), words(note, context)))
        case _:
            raise AssertionError(f"{type(action).__name__} is no leaf")


def _question(action: Ask, progress: LeafProgress, context: Context, address: str) -> Command:
    """Put the question on record, then to people."""
    asked = action.question
    message = words(asked.message, context)
    if progress.asked:
        return Inquire(address, message, asked.choices, asked.deadline, asked.default)
    return Record(Asked(address, message, asked.choices, asked.deadline, asked.default))


def words(text: Template | str, context: Context) -> str:
    """A template as text for people; what is not known yet stands as `<expression>`."""
    value = text if isinstance(text, str) else render(text, context.scope())
    match value:
        case str():
            return value
        case Unknown():
            return f"<{value.origin}>"
        case PartialText(parts=parts):
            return "".join(part if isinstance(part, str) else f"<{part.origin}>" for part in parts)
        case _:
            return canonical_json(encode_value(value))


def _assert(action: Assert, context: Context, address: str) -> Command:
    """The first assertion that fails ends the step; one that only a run can judge leaves both ends open."""
    scope = context.scope()
    open_ends: list[StepEnded] = []
    for assertion in action.assertions:
        held = truth(assertion.that, scope)
        if held is True:
            continue
        failed = StepEnded(address, StepState.FAILED, words(assertion.message, context))
        if held is False:
            return Suppose(address, (*open_ends, failed)) if open_ends else Record(failed)
        open_ends.append(failed)
    done = StepEnded(address, StepState.DONE)
    return Suppose(address, (done, *open_ends)) if open_ends else Record(done)
