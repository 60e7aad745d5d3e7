"""Outcome rows, retries and read-backs, as they are written."""

from runbook.documents.node import Node
from runbook.language.playbook import Hole, Word, WrittenRow, WrittenRows, WrittenVerify
from runbook.language.procedure import IfNot, Retry, Verb
from runbook.language.reader import Reader, key_word, seconds, text, texts, whole_number, word
from runbook.values.json import Json
from runbook.values.numbers import is_number, number_text, shortest

EVERY = 5.0
"""Seconds between two reads when `verify` does not say."""

WITHIN = 60.0
"""Seconds of reading when `verify` does not say."""

_VERBS = {verb.value: verb for verb in Verb}
_IF_NOT = {one.value: one for one in IfNot}


def parse_rows(reader: Reader, node: Node | None) -> WrittenRows:
    """The rows that could be read."""
    if node is None:
        return WrittenRows()
    read = [_row(reader, element) for element in node.elements()]
    rows = tuple(row for row in read if row is not None)
    return WrittenRows(rows, whole=len(rows) == len(read) and isinstance(node.data, list))


def _row(reader: Reader, node: Node) -> WrittenRow | None:
    then = node.child("then")
    verb = _VERBS.get(text(then))
    status = _status(node.child("status"))
    condition = node.child("when")
    when = reader.condition(condition)
    if then is None or verb is None or status is None or (condition is not None and when is None):
        return None
    return WrittenRow(
        status=status,
        verb=verb,
        verb_span=then.span,
        because=text(node.child("because")),
        message=word(node.child("message")),
        body=_body(node.child("body")),
        when=when,
        undeclared=_said(node.child("undeclared")),
        choices=texts(node.child("choices")),
        deadline=seconds(node.child("deadline")),
        default=word(node.child("default")),
        nothing_happened=_said(node.child("nothing_happened")),
        success=_flag(node.child("success")),
        span=node.span,
    )


def _status(node: Node | None) -> Word | None:
    """A code may be written as a number."""
    if node is None or not (isinstance(node.data, str) or is_number(node.data)):
        return None
    written = node.data
    return Word(number_text(shortest(written)) if is_number(written) else str(written), node.span)


def _statuses(node: Node | None) -> tuple[Word, ...]:
    listed = (_status(element) for element in node.elements()) if node is not None else ()
    return tuple(one for one in listed if one is not None and one.text.isdecimal())


def _body(node: Node | None) -> tuple[tuple[Word, Json], ...]:
    members = node.members() if node is not None else ()
    return tuple((key_word(pointer, member), member.data) for pointer, member in members if pointer.startswith("/"))


def _flag(node: Node | None) -> bool | None:
    return node.data if node is not None and isinstance(node.data, bool) else None


def _said(node: Node | None) -> bool:
    return node is not None and node.data is True


def parse_retry(node: Node | None) -> Retry | None:
    """`retry`, with what it does not say filled in."""
    if node is None or not isinstance(node.data, dict):
        return None
    usual = Retry()
    first, cap = seconds(node.child("first")), seconds(node.child("cap"))
    return Retry(
        at_most=whole_number(node.child("at_most"), usual.at_most),
        first=usual.first if first is None else first,
        factor=_factor(node.child("factor"), usual.factor),
        cap=usual.cap if cap is None else cap,
    )


def _factor(node: Node | None, otherwise: float) -> float:
    if node is None or not is_number(node.data):
        return otherwise
    return max(1.0, float(node.data))


def parse_verify(reader: Reader, node: Node | None) -> WrittenVerify | Hole | None:
    """`verify`; a hole when what it needs could not be read."""
    if node is None:
        return None
    operation, holds = word(node.child("call")), reader.condition(node.child("holds"))
    refutes = reader.condition(node.child("refutes"))
    arguments = reader.values(node.child("with"))
    gone = _statuses(node.child("gone"))
    unread = (refutes is None and node.child("refutes") is not None) or (holds is None and not gone)
    if operation is None or unread or (holds is None and node.child("holds") is not None):
        return Hole()
    instead = node.child("instead")
    every, within, otherwise = seconds(node.child("every")), seconds(node.child("within")), node.child("if_not")
    return WrittenVerify(
        operation=operation,
        arguments=arguments,
        holds=holds,
        refutes=refutes,
        gone=gone,
        before=text(node.child("before")) == "read",
        instead=text(node.child("because")) if instead is not None else "",
        instead_span=instead.span if instead is not None else None,
        every=EVERY if every is None else every,
        within=WITHIN if within is None else within,
        if_not=_IF_NOT.get(text(otherwise), IfNot.IN_DOUBT),
        if_not_span=(otherwise or node).span,
        span=node.span,
    )
