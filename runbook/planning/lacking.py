"""Joined states in which something is not there: what a step that needs it does then.

A joined state says of a result that it may not be there (`Unknown.perhaps`). Expressions that tolerate that are
followed both ways anyway; a step that needs it fails in the run, and `Lacking.failures` finds how.
"""

from collections.abc import Iterable, Iterator, Mapping

from runbook.frozen import replace
from runbook.interpreter.commands import Command, Record, Suppose
from runbook.interpreter.context import response_value
from runbook.interpreter.decide import decide
from runbook.interpreter.events import AnswerRouted, EffectRead, Event, StepEnded, Verdict
from runbook.interpreter.standpoint import Standpoint, standpoint
from runbook.interpreter.state import (
    BlockProgress,
    CallProgress,
    FanProgress,
    Fresh,
    Phase,
    Progress,
    State,
    UseProgress,
)
from runbook.language.evaluate import EvaluationError, evaluate
from runbook.language.expression import Conditional, Expression, Logic, Not
from runbook.language.procedure import Call, Procedure, Step, StepState, Verb
from runbook.language.references import Reference
from runbook.planning.readings import arguments_of, references_of
from runbook.providers.answer import Answer, AnswerKind
from runbook.values.unknown import Unknown, Value


class Lacking:
    """Finds what may be lacking in the states of one procedure."""

    def __init__(self, procedure: Procedure) -> None:
        self._procedure = procedure
        self._references: dict[int, tuple[Step, tuple[Reference, ...]]] = {}

    def failures(self, state: State, commands: tuple[Command, ...]) -> tuple[Event, ...]:
        """Return what happens next in a joined state, beside its `commands`, when something needed is not there."""
        found = tuple(dict.fromkeys(self._needed(state, commands)))
        if not found:
            return ()
        known = list(_events(commands))
        told: list[Event] = []
        for gone in (found, *((one,) for one in found)) if len(found) > 1 else (found,):
            lacking = _without(state, frozenset(gone))
            at = standpoint(self._procedure, lacking, commands[0].address)
            hidden = () if at is None else _hidden(at, commands[0].address)
            for event in (*_events(decide(self._procedure, lacking)), *hidden):
                if _differs(event) and event not in known and event not in told:
                    told.append(event)
        return tuple(told)

    def _needed(self, state: State, commands: tuple[Command, ...]) -> Iterator[str]:
        """The origins of what may not be there among what the step at work reads."""
        at = standpoint(self._procedure, state, commands[0].address) if commands else None
        if at is None:
            return
        context = at.context
        if isinstance(at.progress, UseProgress):
            context = replace(context, inputs=at.progress.arguments, steps={}, names={}).within(at.progress.block)
        scope = context.scope()
        for reference in self._read(at.step):
            yield from _on_the_way(scope.get(reference.root), reference.keys)

    def _read(self, step: Step) -> tuple[Reference, ...]:
        if id(step) not in self._references:
            self._references[id(step)] = (step, references_of(step))
        return self._references[id(step)][1]


def _hidden(at: Standpoint, address: str) -> Iterator[Event]:
    """Yield how a step may fail in parts of its expressions that are not asked while another part is unknown."""
    step, progress, scope = at.step, at.progress, at.context.scope()
    call = step.action if isinstance(step.action, Call) else None
    if isinstance(progress, CallProgress) and progress.phase is Phase.ANSWERED and call is not None:
        seen = {**scope, "response": response_value(progress.answer or Answer(AnswerKind.NO_ANSWER))}
        for one in (row.when for row in call.rows if row.when is not None):
            for complaint in _complaints(one.expression, seen):
                because = f"a row's condition cannot be evaluated: {complaint}"
                yield AnswerRouted(address, progress.attempts, -1, Verb.STOP, because)
    elif isinstance(progress, Fresh) or (isinstance(progress, CallProgress) and progress.phase is Phase.READY):
        if step.when is not None and progress == Fresh():
            for complaint in _complaints(step.when.expression, scope):
                yield StepEnded(address, StepState.FAILED, complaint)
        for complaint in (one for each in arguments_of(step) for one in _complaints(each, scope)):
            yield StepEnded(address, StepState.FAILED, complaint if call is None else f"not sent: {complaint}")


def _complaints(expression: Expression, scope: Mapping[str, Value]) -> Iterator[str]:
    match expression:
        case Logic(left=left, right=right):
            yield from (*_complaints(left, scope), *_complaints(right, scope))
        case Not(of=of):
            yield from _complaints(of, scope)
        case Conditional(condition=condition, then=then, otherwise=otherwise):
            yield from (one for part in (condition, then, otherwise) for one in _complaints(part, scope))
        case _:
            try:
                evaluate(expression, scope)
            except EvaluationError as error:
                yield error.message


def _on_the_way(value: Value, keys: tuple[str | int, ...]) -> Iterator[str]:
    """Yield what may not be there on the way to a member, or anywhere in it."""
    for key in keys:
        if isinstance(value, Unknown) or not isinstance(value, dict):
            break
        value = value.get(str(key))
    yield from _origins(value)


def _events(commands: Iterable[Command]) -> Iterator[Event]:
    for command in commands:
        match command:
            case Record(event=event):
                yield event
            case Suppose(alternatives=alternatives):
                yield from alternatives
            case _:
                pass


def _differs(event: Event) -> bool:
    """Return True if an event shows that something was lacking: a failure, or an output that is null."""
    match event:
        case StepEnded(state=StepState.FAILED) | AnswerRouted(verb=Verb.STOP) | EffectRead(verdict=Verdict.CANNOT_TELL):
            return True
        case StepEnded(result={"outputs": dict() as outputs}):
            return None in outputs.values()
        case _:
            return False


def _origins(value: Value) -> Iterator[str]:
    match value:
        case Unknown(perhaps=True, origin=origin):
            yield origin
        case dict():
            for member in value.values():
                yield from _origins(member)
        case _:
            return


def _without(state: State, gone: frozenset[str]) -> State:
    """The state in which what comes from these origins is not there, or null where it stands in something else."""
    return replace(state, block=_block(state.block, gone))


def _block(progress: BlockProgress, gone: frozenset[str]) -> BlockProgress:
    steps = {id: _kept(fields, gone) for id, fields in progress.steps.items()}
    left = {id: fields for id, fields in steps.items() if fields or not progress.steps[id]}
    return replace(progress, steps=left, names=_kept(progress.names, gone), current=_progress(progress.current, gone))


def _progress(progress: Progress, gone: frozenset[str]) -> Progress:
    match progress:
        case BlockProgress():
            return _block(progress, gone)
        case UseProgress(arguments=arguments, block=block):
            lacking = {name: _nulled(value, gone) for name, value in arguments.items()}
            return replace(progress, arguments=lacking, block=_block(block, gone))
        case CallProgress(fallback=BlockProgress() as fallback):
            return replace(progress, fallback=_block(fallback, gone))
        case FanProgress(running=running):
            return replace(progress, running={index: _progress(member, gone) for index, member in running.items()})
        case _:
            return progress


def _kept(values: Mapping[str, Value], gone: frozenset[str]) -> dict[str, Value]:
    return {name: _nulled(value, gone) for name, value in values.items() if not _is_gone(value, gone)}


def _is_gone(value: Value, gone: frozenset[str]) -> bool:
    return isinstance(value, Unknown) and value.perhaps and value.origin in gone


def _nulled(value: Value, gone: frozenset[str]) -> Value:
    match value:
        case Unknown() if _is_gone(value, gone):
            return None
        case dict():
            return {name: _nulled(member, gone) for name, member in value.items()}
        case _:
            return value
