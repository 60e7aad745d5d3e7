"""Loops over lists that only a run finds: how many there may be, and what it means that there are none.

A list is found when it depends on what a step left: its response, items, outputs or words; through names, loops and the
inputs of used playbooks too. How a step ended and what a person chose are known in a plan, so they find nothing.
"""

from collections.abc import Iterable, Iterator

from runbook.diagnostics.diagnostic import Related
from runbook.diagnostics.source import Span
from runbook.frozen import frozen, replace
from runbook.language.effects import effects_in
from runbook.language.link_loops import BOUND_HELP
from runbook.language.linking import Linking
from runbook.language.loop import Loop
from runbook.language.procedure import Block, Call, Group, Let, Parallel, Step, Use
from runbook.language.references import Reference, expressions_in, references
from runbook.language.template import Condition, Templated, templates_in
from runbook.providers.contract import Effect

_PLANNED = frozenset({"state", "choice"})
"""Fields of a step's result that a plan knows on each of its paths."""

_RUN = frozenset({"failure", "response", "answer", "before"})
"""Names whose values only a run supplies."""


@frozen
class _Found:
    """Values that only a run knows: names, and inputs of a used playbook."""

    names: frozenset[str] = frozenset()
    inputs: frozenset[str] = frozenset()

    def reads(self, reading: Condition | Templated) -> bool:
        """Return True if this depends on something that only a run knows."""
        written = (reading,) if isinstance(reading, Condition) else templates_in(reading)
        expressions = (expression for one in written for _, expression in expressions_in(one))
        return any(self._is_found(reference) for expression in expressions for reference in references(expression))

    def _is_found(self, reference: Reference) -> bool:
        match reference.root:
            case "steps":
                return len(reference.keys) < 2 or reference.keys[1] not in _PLANNED
            case "inputs":
                return reference.keys[0] in self.inputs if reference.keys else bool(self.inputs)
            case root:
                return root in self.names or root in _RUN

    def naming(self, names: Iterable[str]) -> "_Found":
        """With more names that only a run knows."""
        return replace(self, names=self.names | frozenset(names))


@frozen
class _Problem:
    """One mistake of a loop, and how to mend it."""

    rule: str
    message: str
    span: Span
    help: str


def check_found_lists(linking: Linking, body: Block) -> None:
    """Report each loop over a found list that has an irreversible call inside and does not say what it must."""
    for problem, users in _block(body, _Found()):
        related = (Related(problem.span, "the loop in the used playbook"),) if users else ()
        span = users[0] if users else problem.span
        linking.report(problem.rule, problem.message, span, help=problem.help, related=related)


_Problems = Iterator[tuple[_Problem, tuple[Span, ...]]]
"""Each problem with the `use` steps that lead to it, outermost first."""


def _block(block: Block, found: _Found) -> _Problems:
    for step in (*block.steps, *block.rescue, *block.always):
        yield from _step(step, found)
        if isinstance(step.action, Let):
            found = found.naming(name for name, value in step.action.values.items() if found.reads(value))


def _step(step: Step, found: _Found) -> _Problems:
    inside = found
    if step.loop is not None:
        yield from ((problem, ()) for problem in _loop(step, step.loop, found))
        if found.reads(step.loop.items):
            inside = found.naming((step.loop.name,))
    match step.action:
        case Call(fallback=Block() as fallback):
            yield from _block(fallback, inside)
        case Group(block=block):
            yield from _block(block, inside)
        case Parallel(branches=branches):
            for branch in branches:
                yield from _block(branch.block, inside)
        case Use() as use:
            yield from _used(use, step.span, inside)
        case _:
            return


def _used(use: Use, span: Span, found: _Found) -> _Problems:
    """Problems of a used playbook that come from what it is given; the rest was reported where it stands."""
    given = frozenset(name for name, value in use.arguments.items() if found.reads(value))
    if given:
        known = {(problem.rule, problem.span) for problem, _ in _block(use.procedure.body, _Found())}
        for problem, users in _block(use.procedure.body, _Found(inputs=given)):
            if (problem.rule, problem.span) not in known:
                yield problem, (span, *users)


def _loop(step: Step, loop: Loop, found: _Found) -> Iterator[_Problem]:
    if loop.at_most is not None and found.inputs and found.reads(loop.at_most):
        yield _Problem("loop-bound", "`at_most` must be known before the run", loop.at_most.span, BOUND_HELP)
    acts = [name for name, effect in effects_in(Block((step,))) if effect is Effect.IRREVERSIBLE]
    if not acts or not found.reads(loop.items):
        return
    listed = f"`{loop.items.text}` is known only in the run, and {acts[0]} cannot be undone"
    if loop.at_most is None:
        help = "add `at_most: N`: a number, or an expression over `inputs`; if more are found, no item is begun"
        yield _Problem("unbounded-loop", f"{listed}: say how many items there may be at most", loop.items.span, help)
    if loop.empty is None:
        help = "add `empty: { then: stop, because: nothing was found }`, or `already`, or `tolerate`"
        yield _Problem("empty-list", f"{listed}: say what an empty list means", loop.items.span, help)
