"""Steps and blocks: what each can see, and what it leaves for the steps behind it."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from runbook.language.judging import judge_condition, judge_value
from runbook.language.link_calls import link_call
from runbook.language.link_leaves import link_leaf
from runbook.language.link_loops import check_name, link_loop
from runbook.language.linking import Linking
from runbook.language.playbook import (
    Hole,
    WrittenBlock,
    WrittenCall,
    WrittenGroup,
    WrittenLet,
    WrittenLoop,
    WrittenParallel,
    WrittenStep,
    WrittenUse,
)
from runbook.language.procedure import Action, Block, Branch, Group, Let, Loop, Parallel, Step, Use
from runbook.language.results import Shapes, result_shape
from runbook.language.scope import Scope
from runbook.values.shape import ANY, Shape


class UseLinker(Protocol):
    """Links `use`; apart from the rest because it leads to other playbooks."""

    def link_use(self, linking: Linking, written: WrittenUse, scope: Scope) -> tuple[Use | None, Shapes]:
        """The used playbook with its arguments, and the shapes of its outputs."""


class StepLinker:
    """Links the blocks of one playbook."""

    def __init__(self, linking: Linking, uses: UseLinker) -> None:
        self._linking = linking
        self._uses = uses

    def block(self, written: WrittenBlock, scope: Scope) -> tuple[Block, Scope]:
        """A block, and what can be seen at its end. Rescue and always also see `failure`."""
        steps, after = self._steps(written.steps, scope)
        rescue, rescued = self._steps(written.rescue, after.rescuing())
        always, ended = self._steps(written.always, rescued)
        return Block(steps, rescue, always), ended

    def _steps(self, written: Sequence[WrittenStep], scope: Scope) -> tuple[tuple[Step, ...], Scope]:
        steps: list[Step] = []
        for one in written:
            step, scope = self._step(one, scope)
            if step is not None:
                steps.append(step)
        return tuple(steps), scope

    def _step(self, written: WrittenStep, scope: Scope) -> tuple[Step | None, Scope]:
        """A step, and what the next one can see. A step that cannot be linked leaves anything at all."""
        id = written.id.text
        if written.when is not None:
            judge_condition(self._linking, written.when, scope.shapes())
        loop, items, inside = self._loop(written.loop, scope)
        action, outputs, inner = self._action(written, inside)
        if action is None:
            return None, scope.after({id: ANY})
        step = Step(
            id=id,
            title=written.title,
            action=action,
            span=written.span,
            when=written.when,
            loop=loop,
            keeps=self._linking.keeps(id),
            heeds=self._linking.heeds(id),
        )
        return step, self._after(step, scope, {} if items is not None else inner, result_shape(step, items, outputs))

    def _loop(self, written: WrittenLoop | None, scope: Scope) -> tuple[Loop | None, Shape | None, Scope]:
        """The loop, the shape of its items, and what its body can see."""
        return (None, None, scope) if written is None else link_loop(self._linking, written, scope)

    def _after(self, step: Step, scope: Scope, inner: Shapes, result: Shape) -> Scope:
        """What can be seen after a step: the steps inside it, its names, or its result."""
        if isinstance(step.action, Let):
            return scope.naming(inner)
        return scope.after({**inner, step.id: result})

    def _action(self, written: WrittenStep, scope: Scope) -> tuple[Action | None, Shapes, Shapes]:
        """What a step does, the outputs of a `use`, and what its inner steps leave (a `let`: its names)."""
        match written.action:
            case Hole():
                return None, {}, {}
            case WrittenCall() as call:
                fallback = None if call.fallback is None else self.block(call.fallback, scope)[0]
                return link_call(self._linking, call, scope, fallback), {}, {}
            case WrittenGroup(block=block):
                linked, after = self.block(block, scope)
                return Group(linked), {}, _more(after, scope)
            case WrittenParallel() as parallel:
                return self._parallel(parallel, scope)
            case WrittenUse() as use:
                for argument in use.arguments:
                    self._linking.reach.name_step(written.id.text, argument)
                action, outputs = self._uses.link_use(self._linking, use, scope)
                return action, outputs, {}
            case WrittenLet() as let:
                names = self._let(let, scope)
                return (
                    Let({one.name.text: one.value for one in let.values if not isinstance(one.value, Hole)}),
                    {},
                    names,
                )
            case leaf:
                return link_leaf(self._linking, leaf, scope), {}, {}

    def _parallel(self, written: WrittenParallel, scope: Scope) -> tuple[Action, Shapes, Shapes]:
        """Arms do not see each other; what their steps leave is seen afterwards."""
        branches: list[Branch] = []
        inner: dict[str, Shape] = {}
        for branch in written.branches:
            linked, after = self.block(branch.block, scope)
            branches.append(Branch(branch.id.text, linked))
            inner.update(_more(after, scope))
        return Parallel(tuple(branches), written.at_once or len(branches)), {}, inner

    def _let(self, written: WrittenLet, scope: Scope) -> Mapping[str, Shape]:
        for one in written.values:
            check_name(self._linking, one.name, scope)
            self._linking.reach.name(one.name.text, one)
        return {one.name.text: judge_value(self._linking, one.value, scope.shapes()) for one in written.values}


def _more(after: Scope, before: Scope) -> Shapes:
    """What the steps inside have left."""
    return {id: shape for id, shape in after.steps.items() if id not in before.steps}
