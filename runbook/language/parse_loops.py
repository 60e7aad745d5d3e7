"""`for_each` and the keys that belong to it, as they are written."""

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.documents.node import Node
from runbook.language.expression import Literal
from runbook.language.loop import Empty, OnEmpty, OnError
from runbook.language.playbook import Hole, Word, WrittenLoop
from runbook.language.reader import Reader, text, whole_number, word
from runbook.language.template import Condition
from runbook.values.numbers import is_number

ITEM = "item"
"""The name of the item when `as` does not say."""

PAGES = "pages"
"""Reserved: reading a list page by page."""

_ON_EMPTY = {one.value: one for one in OnEmpty}
_ON_ERROR = {one.value: one for one in OnError}


def parse_loop(reader: Reader, node: Node) -> WrittenLoop | None:
    """The loop of a step; None when it is done once."""
    pages = node.child(PAGES)
    if pages is not None:
        reader.found.append(_pages(pages))
    items = node.child("for_each")
    if items is None:
        return None
    return WrittenLoop(
        items=reader.condition(items) or Hole(),
        name=word(node.child("as")) or Word(ITEM, items.key_span),
        at_once=whole_number(node.child("at_once"), 1),
        at_most=_at_most(reader, node.child("at_most")),
        empty=_empty(node.child("empty")),
        label=_expression(reader, node.child("label")),
        on_error=_ON_ERROR.get(text(node.child("on_error")), OnError.STOP),
        skip_same=text(node.child("same")) == "skip",
    )


def _at_most(reader: Reader, node: Node | None) -> Condition | Hole | None:
    """A number is an expression too."""
    if node is None:
        return None
    if is_number(node.data):
        most = whole_number(node, 1)
        return Condition(str(most), Literal(most, 0, len(str(most))), node.span)
    return _expression(reader, node)


def _expression(reader: Reader, node: Node | None) -> Condition | Hole | None:
    return None if node is None else reader.condition(node) or Hole()


def _empty(node: Node | None) -> Empty | None:
    then = _ON_EMPTY.get(text(node.child("then"))) if node is not None else None
    return None if node is None or then is None else Empty(then, text(node.child("because")))


def _pages(node: Node) -> Diagnostic:
    return Diagnostic(
        "pages-later",
        "`pages` is not part of the language yet",
        node.key_span,
        help="until it is, read each page with a step of its own and stop when there are more",
    )
