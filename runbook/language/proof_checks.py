"""What can be wrong with a read-back that is written well: a status or a condition that proves nothing."""

from collections.abc import Iterator

from runbook.language.evaluate import EvaluationError, truth
from runbook.language.expression import Compare, Expression, Item, Literal, Name
from runbook.language.linking import Linking
from runbook.language.playbook import WrittenVerify
from runbook.language.procedure import CallSite, Verify
from runbook.language.references import parts_of
from runbook.language.results import body_shape, succeeded
from runbook.language.template import Condition
from runbook.providers.contract import Effect, Operation
from runbook.values.shape import ANY
from runbook.values.unknown import Unknown, Value

_NEVER_GONE = (401, 403, 429)
"""Refusals that say nothing of the object: who asks, and how often."""


def check_gone(linking: Linking, written: WrittenVerify, read: CallSite) -> None:
    """Each status must be one that the read declares and that tells something of the object."""
    for status in written.gone:
        number = int(status.text)
        if not 400 <= number < 500 or number in _NEVER_GONE:
            linking.report(
                "gone-proves-nothing",
                f"{status.text} does not say that the object is gone",
                status.span,
                help="list statuses such as 404 and 410; 401, 403, 429, 5XX and 2XX never prove it",
            )
        elif all(response.status != status.text for response in read.operation.responses):
            linking.report(
                "undeclared-status",
                f"{written.operation.text} does not declare {status.text}, so it may mean anything",
                status.span,
                help="declare it in the contract or an overlay",
            )


def check_proof(linking: Linking, written: WrittenVerify, operation: Operation, verify: Verify) -> None:
    """A read-back must be able to say yes and no, and `before` needs a read that can be made before."""
    if verify.before and verify.reads_answer:
        message = "this read is made from the answer, so it cannot be made before anything was sent"
        linking.report("before-needs-answer", message, written.operation.span, help="remove `before: read`")
    if operation.effect is Effect.READ or written.holds is None:
        return
    for condition in (written.holds, written.refutes):
        if condition is not None:
            _check_status(linking, condition, verify)
    said = _always(written.holds, verify)
    if said is not None:
        linking.report(
            "proves-nothing",
            f"`holds` is {'true' if said else 'false'} whatever {verify.site.operation.name} answers",
            written.holds.span,
            help="ask for what only the effect changes in the answer",
        )


def _check_status(linking: Linking, condition: Condition, verify: Verify) -> None:
    """Only a 2XX is asked; a status that is compared with anything else is never seen."""
    for number, place in _statuses(condition.expression):
        if not 200 <= number < 300:
            linking.report(
                "never-judged",
                f"{verify.site.operation.name} is only judged when it answers 2XX, so the status is never {number}",
                condition.place(place, place + 3),
                help=f"say `gone: [{number}]` when that status says that the object is gone",
            )


def _statuses(expression: Expression) -> Iterator[tuple[int, int]]:
    """Numbers that `response.status` is compared with, and where."""
    if isinstance(expression, Compare):
        sides = list(parts_of(expression))
        if any(_is_status(side) for side in sides):
            for side in sides:
                for literal in (side, *parts_of(side)):
                    if isinstance(literal, Literal) and _is_number(literal.value):
                        yield int(str(literal.value)), literal.offset
    for part in parts_of(expression):
        yield from _statuses(part)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_status(expression: Expression) -> bool:
    return (
        isinstance(expression, Item)
        and isinstance(expression.of, Name)
        and expression.of.name == "response"
        and isinstance(expression.key, Literal)
        and expression.key.value == "status"
    )


def _always(condition: Condition, verify: Verify) -> bool | None:
    """Whether a condition is the same for every value of the read's schema; None when it can differ."""
    body = body_shape(succeeded(verify.site.operation))
    response: Value = {"status": Unknown(ANY, "status"), "body": Unknown(body, "body"), "message": Unknown(ANY, "m")}
    scope = {name: Unknown(ANY, name) for name in ("inputs", "steps", "run", "before", "failure")}
    try:
        held = truth(condition, {**scope, "response": response})
    except EvaluationError:
        return None
    return held if isinstance(held, bool) else None
