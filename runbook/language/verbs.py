"""Every step has exactly one verb key; what is said of one that has none or several."""

from collections.abc import Iterator

from runbook.diagnostics.diagnostic import Diagnostic, Related
from runbook.diagnostics.suggest import closest
from runbook.documents.finding import Finding
from runbook.documents.node import Node
from runbook.frozen import frozen
from runbook.language.parse_steps import ACTIONS
from runbook.values.json import Pointer

_BLOCKS = ("steps", "rescue", "always")
_MODIFIERS = frozenset(
    ("id", "title", "when", "for_each", "as", "at_once", "at_most", "empty", "label", "on_error", "same", "pages")
) | frozenset(("with", "timeout", "retry", "outcomes", "fallback", "verify"))


def steps_in(node: Node) -> Iterator[Node]:
    """Every step of a playbook, group or branch and below it, well-formed or not, in the order of the text."""
    for name in _BLOCKS:
        yield from _listed(node.child(name))


def _listed(steps: Node | None) -> Iterator[Node]:
    for step in steps.elements() if steps is not None else ():
        yield step
        yield from _listed(step.child("fallback"))
        group, parallel = step.child("group"), step.child("parallel")
        if group is not None:
            yield from steps_in(group)
        for branch in parallel.elements() if parallel is not None else ():
            yield from steps_in(branch)


@frozen
class Misspoken:
    """A step without exactly one verb. `named`: it has an id."""

    diagnostic: Diagnostic
    named: bool


def misspoken(root: Node) -> dict[Pointer, Misspoken]:
    """The steps without exactly one verb, by their place."""
    found: dict[Pointer, Misspoken] = {}
    for step in steps_in(root):
        if isinstance(step.data, dict):
            verbs = [node for name, node in step.members() if name in ACTIONS]
            if len(verbs) != 1:
                found[step.pointer] = Misspoken(_several(verbs) if verbs else _none(step), step.child("id") is not None)
    return found


def explains(steps: dict[Pointer, Misspoken], finding: Finding) -> bool:
    """Whether a finding of the schema is only an echo of a missing or second verb."""
    step = steps.get(finding.pointer[:-1] if finding.on_key else finding.pointer)
    return step is not None and (step.named or finding.keyword != "required")


def _several(verbs: list[Node]) -> Diagnostic:
    first, second = verbs[0], verbs[1]
    return Diagnostic(
        "one-verb",
        f"a step does one thing, and this one has both `{first.pointer[-1]}` and `{second.pointer[-1]}`",
        second.key_span,
        help="make two steps of it",
        related=(Related(first.key_span, "the first verb"),),
    )


def _none(step: Node) -> Diagnostic:
    strangers = [(name, node) for name, node in step.members() if name not in _MODIFIERS]
    for name, node in strangers:
        meant = closest(name, ACTIONS)
        if meant is not None:
            message = f'the step has no verb, and "{name}" is none'
            return Diagnostic("one-verb", message, node.key_span, help=f'did you mean "{meant}"?')
    first = next((node for _, node in step.members()), step)
    help = f"say what it does with one of: {', '.join(ACTIONS)}"
    return Diagnostic("one-verb", "the step has no verb", first.key_span, help=help)
