"""Two states at one place as one state that stands for both: what differs between them becomes unknown.

A plan that tells apart every combination of how earlier steps ended has 2 ** n states after n steps. Where too many
states come to one place they are joined: a result that differs is then an unknown of a closed set (`state` can be any
state), conditions that read it are followed both ways, and requests that show it have a hole. A joined state can do
everything that each of its parts can, perhaps more, never less. What is there in one part and not in another is an
unknown that may not be there (`Unknown.perhaps`); see `lacking`.
"""

from collections.abc import Mapping

from runbook.frozen import replace
from runbook.interpreter.state import (
    BlockProgress,
    CallProgress,
    Failure,
    FanProgress,
    Progress,
    State,
    UseProgress,
    worse,
)
from runbook.language.procedure import StepState
from runbook.language.value_shape import shape_of
from runbook.values.shape import NULL, STRING, Shape, one_of
from runbook.values.unknown import Unknown, Value

_STATES = one_of(tuple(state.value for state in StepState if state is not StepState.WAITING))
_Results = Mapping[str, Mapping[str, Value]]


def joined(first: State, second: State) -> State:
    """A state that stands for both; they are at the same place. It is `first` itself when that says it already."""
    block = _block(first.block, second.block)
    return first if block is first.block else replace(first, block=block)


def _block(first: BlockProgress, second: BlockProgress) -> BlockProgress:
    steps = _results(first.steps, second.steps)
    names = _members(first.names, second.names, "")
    current = _progress(first.current, second.current)
    outcome = worse(first.outcome, second.outcome)
    failure = _failure(first.failure, second.failure)
    parts = ((steps, first.steps), (names, first.names), (current, first.current), (failure, first.failure))
    if all(one is before for one, before in parts) and outcome is first.outcome:
        return first
    return replace(first, steps=steps, names=names, current=current, outcome=outcome, failure=failure)


def _progress(first: Progress, second: Progress) -> Progress:
    match first, second:
        case BlockProgress(), BlockProgress():
            return _block(first, second)
        case UseProgress(), UseProgress():
            arguments = _members(first.arguments, second.arguments, "inputs.")
            block = _block(first.block, second.block)
            same = arguments is first.arguments and block is first.block
            return first if same else replace(first, arguments=arguments, block=block)
        case CallProgress(fallback=BlockProgress() as mine), CallProgress(fallback=BlockProgress() as its):
            fallback = _block(mine, its)
            return first if fallback is mine else replace(first, fallback=fallback)
        case FanProgress(), FanProgress():
            return _fan(first, second)
        case _:
            return first


def _fan(first: FanProgress, second: FanProgress) -> FanProgress:
    running = {index: _progress(member, second.running[index]) for index, member in first.running.items()}
    items = _items(first.items, second.items)
    kept = {index: _value(value, second.kept[index], f"items[{index}]") for index, value in first.kept.items()}
    inner = _results(first.inner, second.inner)
    outcome = worse(first.outcome, second.outcome)
    failure = _failure(first.failure, second.failure)
    same = all(running[index] is member for index, member in first.running.items())
    same = same and all(kept[index] is value for index, value in first.kept.items())
    if same and items is first.items and inner is first.inner and outcome is first.outcome and failure is first.failure:
        return first
    return replace(first, running=running, items=items, kept=kept, inner=inner, outcome=outcome, failure=failure)


def _items(first: tuple[Value, ...] | None, second: tuple[Value, ...] | None) -> tuple[Value, ...] | None:
    if first is None or second is None or first is second or first == second:
        return first
    return tuple(_value(one, other, "items[]") for one, other in zip(first, second, strict=True))


def _failure(first: Failure | None, second: Failure | None) -> Failure | None:
    if first is None or second is None or first == second or not first.known:
        return first
    return replace(first, known=False)


def _results(first: _Results, second: _Results) -> _Results:
    ids = (*first, *(id for id in second if id not in first))
    found = {id: _members(first.get(id, {}), second.get(id, {}), f"steps.{id}.") for id in ids}
    unchanged = len(found) == len(first) and all(found[id] is fields for id, fields in first.items())
    return first if unchanged else found


def _members(first: Mapping[str, Value], second: Mapping[str, Value], above: str) -> Mapping[str, Value]:
    """Named values of both; one that only one of them has may not be there."""
    found: dict[str, Value] = {}
    for name in (*first, *(name for name in second if name not in first)):
        origin = f"{above}{name}"
        if name in first and name in second:
            found[name] = _value(first[name], second[name], origin)
        else:
            found[name] = _perhaps(first[name] if name in first else second[name], origin)
    unchanged = len(found) == len(first) and all(found[name] is value for name, value in first.items())
    return first if unchanged else found


def _perhaps(value: Value, origin: str) -> Value:
    if isinstance(value, Unknown):
        return value if value.perhaps else replace(value, perhaps=True)
    return Unknown(shape_of(value), origin, perhaps=True)


def _value(first: Value, second: Value, origin: str) -> Value:
    if first is second or (type(first) is type(second) and first == second):
        return first
    if isinstance(first, dict) and isinstance(second, dict) and first.keys() == second.keys():
        members = _members(first, second, f"{origin}.")
        return first if members is first else dict(members)
    shape = _shape(first, second, origin)
    perhaps = shape.may_be(*NULL.kinds) or any(isinstance(one, Unknown) and one.perhaps for one in (first, second))
    if isinstance(first, Unknown):
        return first if first.shape == shape and first.perhaps is perhaps else Unknown(shape, first.origin, perhaps)
    return Unknown(shape, origin, perhaps)


def _shape(first: Value, second: Value, origin: str) -> Shape:
    """Return what both can be. Few facts are kept, so that joining again soon changes nothing any more."""
    mine, its = shape_of(first), shape_of(second)
    if mine == its and mine != STRING:
        return mine
    if origin.startswith("steps.") and origin.endswith(".state") and mine.kinds == its.kinds == STRING.kinds:
        return _STATES
    return Shape(mine.kinds | its.kinds)
