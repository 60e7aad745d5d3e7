"""A loop begins: what it goes over, how many items that may be, and what their names are for people."""

from collections.abc import Mapping

from runbook.interpreter.commands import Command, Record, Suppose
from runbook.interpreter.context import Context
from runbook.interpreter.events import StepEnded, StepOpened
from runbook.language.evaluate import EvaluationError, evaluate
from runbook.language.expression import Expression, Filter
from runbook.language.loop import Empty, Loop, OnEmpty
from runbook.language.procedure import StepState
from runbook.language.refusals import OperandError
from runbook.language.spelling import spell
from runbook.language.template import Condition
from runbook.values.numbers import is_whole
from runbook.values.shape import ANY, Kind
from runbook.values.unknown import Unknown, Value

TOO_MANY = "too many items: "
"""Begins the reason of a loop that was not begun because its list is longer than `at_most`."""

_SHRINKING = frozenset({"selectattr", "rejectattr", "unique", "sort", "slice", "list", "map"})
"""Filters whose result is never longer than the list they take."""

_SHOWN = 2
"""Items that stand for all of a list that only a run knows: one, and one that comes after it."""


def open_loop(loop: Loop, context: Context, address: str) -> tuple[Command, ...]:
    """The list is complete before the first item begins; when it is too long, no item does. Errors: EvaluationError."""
    scope = context.scope()
    most = _at_most(loop.at_most, scope)
    items = evaluate(loop.items.expression, scope)
    if isinstance(items, Unknown):
        return (_supposed(loop, items, most, scope, address),)
    if not isinstance(items, list):
        return (Record(StepEnded(address, StepState.FAILED, "for_each needs a list")),)
    if most is not None and len(items) > most:
        because = f"{TOO_MANY}{len(items)} were found, and at_most allows {most}; no item was begun"
        return (Record(StepEnded(address, StepState.FAILED, because)),)
    labels = None if loop.label is None else tuple(_label(loop, loop.label, context, item) for item in items)
    return (Record(StepOpened(address, items=tuple(items), at_most=most, labels=labels)),)


def _at_most(bound: Condition | None, scope: Mapping[str, Value]) -> int | None:
    """The most items; None when nothing says, or when that is not known yet. Errors: EvaluationError."""
    if bound is None:
        return None
    most = evaluate(bound.expression, scope)
    if isinstance(most, Unknown):
        return None
    if not is_whole(most) or most < 0:
        raise EvaluationError(f"at_most needs a whole number, and {bound.text} is not one", 0)
    return int(most)


def _supposed(loop: Loop, items: Unknown, most: int | None, scope: Mapping[str, Value], address: str) -> Suppose:
    """A list that only a run knows: some items, none, or more than are allowed."""
    some = Unknown(items.shape.items or ANY, f"{items.origin}[]")
    known = _longest(loop.items.expression, scope)
    allowed = min((one for one in (most, known) if one is not None), default=None)
    shown = _SHOWN if allowed is None else min(_SHOWN, allowed)
    opened = StepOpened(address, items=(some,) * shown, at_most=allowed, open=True)
    alternatives = [*((opened,) if shown else ()), StepOpened(address, items=(), at_most=most)]
    if most is not None and (known is None or known > most):
        because = f"more items were found than at_most allows ({most}); no item was begun"
        return Suppose(address, (*alternatives, StepEnded(address, StepState.FAILED, because)))
    if not items.shape.only(Kind.ARRAY):
        return Suppose(address, (*alternatives, StepEnded(address, StepState.FAILED, "for_each needs a list")))
    return Suppose(address, tuple(alternatives))


def _longest(expression: Expression, scope: Mapping[str, Value]) -> int | None:
    """The most elements of a list of which only a run can tell which ones it keeps; None when nothing says."""
    while isinstance(expression, Filter) and expression.name in _SHRINKING:
        expression = expression.of
        try:
            whole = evaluate(expression, scope)
        except EvaluationError:
            return None
        if isinstance(whole, list):
            return len(whole)
    return None


def _label(loop: Loop, label: Condition, context: Context, item: Value) -> str:
    """The name of an item for people; empty when its expression has no value: a label never stops a run."""
    try:
        named = evaluate(label.expression, context.naming(loop.name, item).scope())
        written = ("true" if named else "false") if isinstance(named, bool) else spell(named)
    except (EvaluationError, OperandError):
        return ""
    return written if isinstance(written, str) else ""


def empty_end(address: str, empty: Empty | None) -> StepEnded:
    """The end of a loop over an empty list, as the playbook says what that means."""
    if empty is None:
        return StepEnded(address, StepState.SKIPPED, "the list is empty")
    because = f"the list is empty: {empty.because}" if empty.because else "the list is empty"
    match empty.then:
        case OnEmpty.STOP:
            return StepEnded(address, StepState.FAILED, because)
        case OnEmpty.ALREADY:
            return StepEnded(address, StepState.DONE, because, already=True)
        case OnEmpty.TOLERATE:
            return StepEnded(address, StepState.DONE_WITH_NOTES, because)
