"""`for_each`: what a loop goes over, how many items that may be, and what their names are."""

from runbook.language.judging import judge_expression, judge_items
from runbook.language.linking import Linking
from runbook.language.loop import Loop
from runbook.language.playbook import Hole, Word, WrittenLoop
from runbook.language.references import references
from runbook.language.scope import RESERVED, Scope
from runbook.language.spelling import spellable
from runbook.language.template import Condition
from runbook.language.value_shape import shape_words
from runbook.values.shape import Kind, Shape

BOUND_HELP = "write a number, or an expression over `inputs`, such as `inputs.order_ids | length`"


def link_loop(linking: Linking, written: WrittenLoop, scope: Scope) -> tuple[Loop | None, Shape, Scope]:
    """The loop, the shape of its items, and what its body can see; no loop when its list could not be read."""
    items = judge_items(linking, written.items, scope.shapes())
    check_name(linking, written.name, scope)
    inside = scope.naming({written.name.text: items})
    _check_bound(linking, written.at_most, scope)
    _check_label(linking, written.label, inside)
    if isinstance(written.items, Hole):
        return None, items, inside
    linking.reach.name(written.name.text, written.items)
    loop = Loop(
        written.items,
        written.name.text,
        written.at_once,
        at_most=_read(written.at_most),
        empty=written.empty,
        label=_read(written.label),
        on_error=written.on_error,
        skip_same=written.skip_same,
    )
    return loop, items, inside


def check_name(linking: Linking, name: Word, scope: Scope) -> None:
    """A name must not hide another one."""
    if name.text in RESERVED or name.text in scope.names:
        message = f'"{name.text}" means something here already'
        linking.report("shadowed-name", message, name.span, help="choose another name")


def _read(written: Condition | Hole | None) -> Condition | None:
    return None if isinstance(written, Hole) else written


def _check_bound(linking: Linking, bound: Condition | Hole | None, scope: Scope) -> None:
    """A bound is known before the run: a whole number that comes from the inputs alone."""
    if bound is None or isinstance(bound, Hole):
        return
    for reference in references(bound.expression):
        if reference.root != "inputs":
            span = bound.place(reference.start, reference.end)
            message = f"`at_most` must be known before the run, and `{reference.root}` is not an input"
            linking.report("loop-bound", message, span, help=BOUND_HELP)
            return
    shape = judge_expression(linking, bound, {"inputs": scope.inputs})
    if shape.kinds and not shape.may_be(Kind.INTEGER, Kind.NUMBER):
        message = f"`at_most` needs a whole number, and this is {shape_words(shape)}"
        linking.report("type-mismatch", message, bound.span)


def _check_label(linking: Linking, label: Condition | Hole | None, inside: Scope) -> None:
    """A name is text, or what can be written as text."""
    if label is None or isinstance(label, Hole):
        return
    shape = judge_expression(linking, label, inside.shapes())
    if shape.kinds and not spellable(shape) and not shape.may_be(Kind.BOOLEAN):
        message = f"`label` needs a text or a number, and this is {shape_words(shape)}"
        linking.report("type-mismatch", message, label.span)
