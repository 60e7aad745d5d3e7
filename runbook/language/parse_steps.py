"""Steps and blocks, as they are written."""

from collections.abc import Callable

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.documents.node import Node
from runbook.language.parse_loops import parse_loop
from runbook.language.parse_rows import parse_retry, parse_rows, parse_verify
from runbook.language.playbook import (
    Hole,
    Word,
    WrittenAction,
    WrittenAsk,
    WrittenAssert,
    WrittenAssertion,
    WrittenBlock,
    WrittenBranch,
    WrittenCall,
    WrittenGroup,
    WrittenHandover,
    WrittenLet,
    WrittenParallel,
    WrittenStep,
    WrittenUse,
    WrittenWait,
)
from runbook.language.reader import Reader, seconds, text, texts, whole_number, word

DEEPEST = 32
"""Blocks inside each other."""


def parse_block(reader: Reader, node: Node, depth: int = 0) -> WrittenBlock:
    """`steps`, `rescue` and `always` of a playbook, group or branch."""
    return WrittenBlock(
        steps=_steps(reader, node.child("steps"), depth),
        rescue=_steps(reader, node.child("rescue"), depth),
        always=_steps(reader, node.child("always"), depth),
    )


def _steps(reader: Reader, node: Node | None, depth: int) -> tuple[WrittenStep, ...]:
    if node is None:
        return ()
    if depth > DEEPEST:
        reader.found.append(
            Diagnostic("too-deep", f"blocks stand more than {DEEPEST} deep inside each other", node.key_span)
        )
        return ()
    return tuple(_step(reader, element, depth) for element in node.elements() if isinstance(element.data, dict))


def _step(reader: Reader, node: Node, depth: int) -> WrittenStep:
    return WrittenStep(
        id=word(node.child("id")) or Word("", node.span),
        title=text(node.child("title")),
        when=reader.condition(node.child("when")),
        loop=parse_loop(reader, node),
        action=_action(reader, node, depth),
        span=node.span,
    )


def _action(reader: Reader, node: Node, depth: int) -> WrittenAction | Hole:
    """What the first verb key of a step says."""
    for verb, parse_action in ACTIONS.items():
        if (value := node.child(verb)) is not None:
            return parse_action(reader, node, value, depth + 1) or Hole()
    return Hole()


def _call(reader: Reader, step: Node, value: Node, depth: int) -> WrittenCall | None:
    fallback = step.child("fallback")
    arguments, rows = reader.values(step.child("with")), parse_rows(reader, step.child("outcomes"))
    verify = parse_verify(reader, step.child("verify"))
    block = WrittenBlock(_steps(reader, fallback, depth)) if fallback is not None else None
    operation = word(value)
    if operation is None:
        return None
    return WrittenCall(
        operation=operation,
        arguments=arguments,
        rows=rows,
        timeout=seconds(step.child("timeout")),
        retry=parse_retry(step.child("retry")),
        fallback=block,
        fallback_span=fallback.key_span if fallback is not None else None,
        verify=verify,
    )


def _group(reader: Reader, step: Node, value: Node, depth: int) -> WrittenGroup:
    return WrittenGroup(parse_block(reader, value, depth))


def _use(reader: Reader, step: Node, value: Node, depth: int) -> WrittenUse | None:
    reference, arguments = word(value), reader.values(step.child("with"))
    return None if reference is None else WrittenUse(reference, arguments)


def _parallel(reader: Reader, step: Node, value: Node, depth: int) -> WrittenParallel:
    branches = tuple(
        WrittenBranch(word(element.child("id")) or Word("", element.span), parse_block(reader, element, depth))
        for element in value.elements()
        if isinstance(element.data, dict)
    )
    at_once = step.child("at_once")
    return WrittenParallel(branches, whole_number(at_once, 1) if at_once is not None else None)


def _ask(reader: Reader, step: Node, value: Node, depth: int) -> WrittenAsk:
    message = reader.template(value.child("message"))
    choices, deadline = texts(value.child("choices")), seconds(value.child("deadline"))
    return WrittenAsk(message, choices, deadline, word(value.child("default")))


def _wait(reader: Reader, step: Node, value: Node, depth: int) -> WrittenWait | None:
    duration = seconds(value)
    return None if duration is None else WrittenWait(duration)


def _assert(reader: Reader, step: Node, value: Node, depth: int) -> WrittenAssert:
    elements = tuple(value.elements()) if isinstance(value.data, list) else (value,)
    read = (_assertion(reader, element) for element in elements)
    return WrittenAssert(tuple(one for one in read if one is not None))


def _assertion(reader: Reader, node: Node) -> WrittenAssertion | None:
    that = reader.condition(node.child("that") if isinstance(node.data, dict) else node)
    message = reader.template(node.child("message"))
    return None if that is None else WrittenAssertion(that, message or f"not true: {that.text}")


def _let(reader: Reader, step: Node, value: Node, depth: int) -> WrittenLet:
    return WrittenLet(reader.values(value))


def _handover(reader: Reader, step: Node, value: Node, depth: int) -> WrittenHandover:
    return WrittenHandover(reader.template(value.child("to")), reader.template(value.child("note")))


ACTIONS: dict[str, Callable[[Reader, Node, Node, int], WrittenAction | None]] = {
    "call": _call,
    "group": _group,
    "use": _use,
    "parallel": _parallel,
    "ask": _ask,
    "wait": _wait,
    "assert": _assert,
    "let": _let,
    "handover": _handover,
}
"""Verb key -> how its step is read: `(reader, step, value of the verb key, depth)`."""
