"""The rows of a call: its own, the playbook's defaults, the built-in ones; each checked against the contract."""

from collections.abc import Sequence

from runbook.language.builtin_rows import builtin_rows
from runbook.language.coverage import unhandled, unreachable
from runbook.language.doubtful_successes import doubtful_successes
from runbook.language.judging import judge_condition
from runbook.language.linking import Linking
from runbook.language.playbook import WrittenCall, WrittenRow
from runbook.language.procedure import Origin, Row, Verb
from runbook.language.results import body_shape, response_shape
from runbook.language.row_checks import (
    Called,
    check_row_answer,
    check_row_body,
    check_row_default,
    check_row_nothing,
    check_row_success,
    check_row_verb,
    is_about,
    may_have_acted,
    offered,
)
from runbook.language.scope import Scope
from runbook.language.statuses import SPECIAL, declared
from runbook.providers.contract import Effect, Operation
from runbook.values.shape import ANY, Shape


def link_rows(linking: Linking, written: WrittenCall, operation: Operation, scope: Scope) -> tuple[Row, ...]:
    """Every row of a call in the order in which they are tried."""
    called = Called(operation, written.operation.text)
    own = _link_all(linking, written.rows.rows, called, scope, Origin.STEP)
    defaults = linking.playbook.defaults.rows
    sensible = [row for row in defaults.rows if is_about(row, operation)]
    shared = _link_all(linking, sensible, called, scope, Origin.DEFAULTS)
    reads_back = written.verify is not None or operation.verification is not None
    rows = (*own, *shared, *builtin_rows(operation, reads_back=reads_back))
    linking.add(unreachable(own))
    linking.add(unreachable(shared))
    if written.rows.whole and defaults.whole:
        linking.add(unhandled(operation, rows, called.name, written.operation.span))
        linking.add(doubtful_successes(operation, rows, called.name, written.operation.span, reads_back=reads_back))
    return rows


def _link_all(
    linking: Linking, written: Sequence[WrittenRow], called: Called, scope: Scope, origin: Origin
) -> tuple[Row, ...]:
    return tuple(_link_row(linking, row, called, scope, origin) for row in written)


def _link_row(linking: Linking, row: WrittenRow, called: Called, scope: Scope, origin: Origin) -> Row:
    body = row_body_shape(row, called.operation)
    if origin is Origin.STEP:
        check_row_answer(linking, row, called)
        check_row_body(linking, row, body)
    check_row_verb(linking, row, called)
    check_row_success(linking, row, called)
    if origin is Origin.STEP or called.operation.effect is not Effect.READ:
        check_row_nothing(linking, row, called)
    check_row_default(linking, row, called)
    if row.when is not None:
        certain = row.status.text not in SPECIAL
        headers = linking.headers | called.operation.answer_headers
        shapes = {**scope.shapes(), "response": response_shape(body, headers, certain=certain)}
        judge_condition(linking, row.when, shapes)
    return Row(
        status=row.status.text,
        verb=row.verb,
        because=row.because,
        origin=origin,
        span=row.span,
        message=None if row.message is None else row.message.text,
        body={pointer.text: value for pointer, value in row.body},
        when=row.when,
        undeclared=row.undeclared,
        choices=offered(row),
        deadline=row.deadline,
        default=None if row.default is None else row.default.text,
        nothing_happened=row.nothing_happened,
        success=row.success,
        proved=_needs_proof(row, called.operation),
    )


def _needs_proof(row: WrittenRow, operation: Operation) -> bool:
    """Whether the contract must say of an answer that nothing happened before this row sends again."""
    return operation.effect is not Effect.READ and row.verb is Verb.RETRY and may_have_acted(row.status.text)


def row_body_shape(row: WrittenRow, operation: Operation) -> Shape:
    """What the contract says of the body of the answers that a row takes; anything where it says nothing."""
    if row.status.text in SPECIAL:
        return ANY
    return body_shape(declared(operation, row.status.text))
