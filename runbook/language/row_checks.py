"""What can be wrong with one outcome row."""

from runbook.diagnostics.suggest import did_you_mean
from runbook.frozen import frozen, replace
from runbook.language.builtin_rows import ANSWERS_TO_ASK
from runbook.language.checking import literal_shape
from runbook.language.filter_shapes import known_member
from runbook.language.fit import misfit
from runbook.language.linking import Linking
from runbook.language.playbook import Word, WrittenRow
from runbook.language.procedure import Verb
from runbook.language.refusals import ShapeError
from runbook.language.statuses import SPECIAL, declared, is_unsolicited
from runbook.language.wording import says
from runbook.providers.answer import WILDCARD
from runbook.providers.contract import Effect, Operation
from runbook.providers.shapes import kind_of
from runbook.values.json import Json, parse_pointer
from runbook.values.shape import ANY, Kind, Shape

NOT_FOR_READS = frozenset({Verb.SETTLE, Verb.ALREADY})
"""Verbs about an effect."""

ASSUMING = frozenset({Verb.DONE, Verb.ALREADY, Verb.TOLERATE, Verb.FALLBACK})
"""Verbs that take for granted whether the operation acted."""

_MESSAGES_SHOWN = 3


@frozen
class Called:
    """An operation, and what the playbook calls it."""

    operation: Operation
    name: str


def check_row_answer(linking: Linking, row: WrittenRow, called: Called) -> None:
    """The contract must declare the answer that a row waits for, unless the row says that it does not."""
    status = row.status.text
    if row.undeclared or status in SPECIAL:
        return
    if not declared(called.operation, status):
        if not is_unsolicited(status):
            _report_status(linking, row, called)
        return
    if row.message is not None:
        _check_message(linking, row, row.message, called)


def _report_status(linking: Linking, row: WrittenRow, called: Called) -> None:
    known = ", ".join(response.status for response in called.operation.responses)
    linking.report(
        "undeclared-status",
        f"{called.name} does not declare {row.status.text}",
        row.status.span,
        label=f"the contract declares {known or 'nothing'}",
        help="say `undeclared: true` when the provider answers it all the same",
    )


def _check_message(linking: Linking, row: WrittenRow, message: Word, called: Called) -> None:
    examples = tuple(
        dict.fromkeys(text for one in declared(called.operation, row.status.text) for text in one.messages)
    )
    if any(says(message.text, example) for example in examples):
        return
    if WILDCARD in message.text and not examples:
        return
    more = f" and {len(examples) - _MESSAGES_SHOWN} more" if len(examples) > _MESSAGES_SHOWN else ""
    shown = ", ".join(f'"{example}"' for example in examples[:_MESSAGES_SHOWN]) + more
    linking.report(
        "undeclared-message",
        f"no declared {row.status.text} of {called.name} says this",
        message.span,
        label=f"the contract's examples: {shown}" if shown else "the contract has no example of its words",
        help=did_you_mean(message.text, examples) if examples else "say `undeclared: true`, or match the status alone",
    )


def check_row_body(linking: Linking, row: WrittenRow, body: Shape) -> None:
    """Each pointer must lead somewhere in the declared body, and the value there must be possible."""
    for pointer, value in row.body:
        try:
            reason = misfit(_shape(value), _at(body, pointer.text))
        except ShapeError as error:
            linking.report(error.rule, f"in the declared body, {error.message}", pointer.span, help=error.help)
            continue
        if reason:
            linking.report("type-mismatch", f"{pointer.text} can never be this: {reason}", pointer.span)


def _shape(value: Json) -> Shape:
    return Shape(frozenset({kind_of(value)})) if isinstance(value, list | dict) else literal_shape(value)


def _at(shape: Shape, pointer: str) -> Shape:
    """The shape at a pointer; errors: ShapeError when nothing is declared there."""
    for key in parse_pointer(pointer):
        is_index = key.isdigit() and shape.may_be(Kind.ARRAY)
        shape = shape.items or ANY if is_index else known_member(shape, key)
    return shape


def check_row_verb(linking: Linking, row: WrittenRow, called: Called) -> None:
    """Some verbs make no sense for a read, and one is dangerous for anything else."""
    if called.operation.effect is Effect.READ and row.verb in NOT_FOR_READS:
        linking.report(
            "verb-for-read",
            f"{called.name} only reads, so there is nothing to `{row.verb.value}`",
            row.verb_span,
            help="a read can be `done`, `tolerate`, `retry`, `fallback`, `ask` or `stop`",
        )
    if called.operation.effect is not Effect.READ and row.verb is Verb.RETRY:
        _check_retry(linking, row, called)
    if called.operation.effect is not Effect.READ and row.verb in ASSUMING and proves_nothing(row.status.text):
        linking.report(
            "assumed-outcome",
            f"{row.status.text} does not tell whether {called.name} acted, so `{row.verb.value}` would be a guess",
            row.verb_span,
            help="`settle` reads back with `verify`; `ask` and `stop` leave it to people",
        )


def _check_retry(linking: Linking, row: WrittenRow, called: Called) -> None:
    """Only what proves that nothing happened may be sent again; the word of a playbook's author is no proof."""
    status = row.status.text
    told = called.operation.nothing_happened is not None and status[0] in "25"
    if not may_have_acted(status) or told:
        return
    linking.report(
        "blind-resend",
        f"{called.name} may have acted when the answer is {status}, so it must not be sent again",
        row.verb_span,
        help="`settle` reads back with `verify`, and sends again only when that proves that nothing happened"
        + ("; or the contract says which answers prove it: x-runbook.nothing_happened" if status[0] in "25" else ""),
    )


def is_about(row: WrittenRow, operation: Operation) -> bool:
    """Return True if a row of the playbook's defaults makes sense for an operation."""
    if row.success is not None and operation.success is None:
        return False
    return operation.effect is not Effect.READ or row.verb not in NOT_FOR_READS


def check_row_success(linking: Linking, row: WrittenRow, called: Called) -> None:
    """Only a contract says what a success is, and only of a 2XX."""
    if row.success is None:
        return
    if called.operation.success is None:
        linking.report(
            "success-undefined",
            f"the contract does not say what a success of {called.name} is",
            row.status.span,
            help="tell the answers apart with `body:`, or add x-runbook.success to the contract",
        )
    elif not row.status.text.startswith("2"):
        linking.report(
            "success-undefined",
            f"`success` is asked of a 2XX, and this row takes {row.status.text}",
            row.status.span,
            help="remove `success`",
        )


def check_row_nothing(linking: Linking, row: WrittenRow, called: Called) -> None:
    """Only the words of an answer can prove that nothing happened, and only an act can have done something."""
    if not row.nothing_happened:
        return
    status = row.status.text
    if called.operation.effect is Effect.READ:
        linking.report(
            "nothing-happened",
            f"{called.name} only reads, so it never does anything",
            row.status.span,
            help="remove `nothing_happened`",
        )
    elif status in ("no_answer", "malformed", "undeclared"):
        linking.report(
            "nothing-happened",
            f"an answer that is {status} cannot prove that {called.name} did nothing",
            row.status.span,
            help="name the declared answer that proves it, or `settle`",
        )


def check_row_default(linking: Linking, row: WrittenRow, called: Called) -> None:
    """What counts when nobody answers in time must be a choice, and one that a row could say by itself."""
    default = row.default
    if default is None or row.verb is not Verb.ASK:
        return
    choices = offered(row)
    if default.text not in choices:
        help = did_you_mean(default.text, choices)
        linking.report("unknown-choice", f'"{default.text}" is none of the choices', default.span, help=help)
        return
    check_row_verb(linking, replace(row, verb=Verb(default.text), verb_span=default.span), called)


def offered(row: WrittenRow) -> tuple[str, ...]:
    """What a person can say of the answer, as verbs."""
    return row.choices or (ANSWERS_TO_ASK if row.verb is Verb.ASK else ())


def proves_nothing(status: str) -> bool:
    """Whether such an answer leaves open what happened: no answer at all, one that breaks the contract, a 5xx."""
    return status in ("no_answer", "malformed", "undeclared") or status.startswith("5")


def may_have_acted(status: str) -> bool:
    """Whether a request with such an answer may have had its effect: all but refusals and what never left."""
    return status != "not_sent" and not status.startswith("4")
