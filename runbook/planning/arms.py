"""Arms of parallel steps apart from each other, so that a proof grows with the sum of their states, not the product.

Arms read nothing of each other. What one can learn of those beside it is that one stopped, that the effect of one is in
doubt until a person settles it, and how all of them ended together; and the process dies for all of them at once. One
call that can do all of that, the *neighbour*, stands for all the other arms: each arm is walked beside it, and the rest
of the procedure with two neighbours in place of the arms. What is sent in an arm is counted where that arm is walked.
"""

from collections.abc import Iterator, Mapping

from runbook.frozen import field, frozen, replace
from runbook.interpreter.address import inside, segments
from runbook.language.expression import Expression, Logic, Not
from runbook.language.procedure import (
    Action,
    Block,
    Branch,
    Call,
    Group,
    Handover,
    Origin,
    Parallel,
    Procedure,
    Retry,
    Row,
    Step,
    Use,
    Verb,
)
from runbook.language.references import STEPS, references
from runbook.language.template import Condition
from runbook.planning.families import NOWHERE
from runbook.planning.skeleton import bare_site, either
from runbook.providers.contract import Effect

_FEW = 4
"""Steps in all arms that are walked together as they are."""


@frozen
class Part:
    """One part of a proof. `kept`: address of each parallel step on the way -> the arm that stands there as it is.

    `inside`: the address of the arm that this part is about; empty for everything outside of arms.
    `divided`: the addresses of all parallel steps whose arms are walked apart.
    """

    procedure: Procedure
    inside: str = ""
    kept: Mapping[str, str] = field(default_factory=dict)
    divided: frozenset[str] = frozenset()

    def counts(self, address: str) -> bool:
        """Return True for what is sent from this part itself, not from what stands for another one."""
        path = [name for name, _ in segments(address)]
        at = "/".join(path)
        if self.inside and at != self.inside and not at.startswith(f"{self.inside}/"):
            return False
        around = (("/".join(path[:length]), path[length]) for length in range(1, len(path)))
        return all(self.kept.get(step) == arm for step, arm in around if step in self.divided)


def parts(procedure: Procedure) -> tuple[Part, ...]:
    """The parts in which a skeleton is proved: all of it at once when there is little side by side."""
    found = dict(_arms(procedure.body, "", {}))
    divided = frozenset(address for address, _ in found)
    if not found:
        return (Part(procedure),)
    rest = Part(_with(procedure, {}, divided), "", {}, divided)
    arms = (
        Part(_with(procedure, kept, divided), inside(address, arm), kept, divided)
        for (address, arm), kept in found.items()
    )
    return (rest, *arms)


def _arms(block: Block, address: str, kept: Mapping[str, str]) -> Iterator[tuple[tuple[str, str], Mapping[str, str]]]:
    """Each arm that is walked apart, with the arms on the way to it and itself."""
    for step in _all(block):
        at = inside(address, step.id)
        if isinstance(step.action, Parallel) and _is_divided(step.action):
            for branch in step.action.branches:
                on_the_way = {**kept, at: branch.id}
                yield (at, branch.id), on_the_way
                yield from _arms(branch.block, inside(at, branch.id), on_the_way)
        else:
            for name, inner in _blocks(step.action):
                yield from _arms(inner, inside(at, name) if name else at, kept)


def _is_divided(parallel: Parallel) -> bool:
    return len(parallel.branches) > 1 and sum(map(_steps_in, (one.block for one in parallel.branches))) > _FEW


def _steps_in(block: Block) -> int:
    return sum(1 + sum(_steps_in(inner) for _, inner in _blocks(step.action)) for step in _all(block))


def _all(block: Block) -> tuple[Step, ...]:
    return (*block.steps, *block.rescue, *block.always)


def _blocks(action: Action) -> Iterator[tuple[str, Block]]:
    """The blocks inside a step, each with the segment that it adds to the address."""
    match action:
        case Call(fallback=Block() as fallback):
            yield "", fallback
        case Group(block=block):
            yield "", block
        case Use(procedure=procedure):
            yield "", procedure.body
        case Parallel(branches=branches):
            for branch in branches:
                yield branch.id, branch.block
        case _:
            return


def _with(procedure: Procedure, kept: Mapping[str, str], divided: frozenset[str]) -> Procedure:
    return replace(procedure, body=_Rewriting(kept, divided, frozenset()).block(procedure.body, ""))


@frozen
class _Rewriting:
    """Puts neighbours in place of arms. `gone`: steps that are not there any more; what reads them can be either."""

    kept: Mapping[str, str]
    divided: frozenset[str]
    gone: frozenset[str]

    def block(self, block: Block, address: str) -> Block:
        gone = frozenset(id for step in _all(block) for id in self._replaced(step, inside(address, step.id)))
        inner = replace(self, gone=self.gone | gone)
        return Block(*(tuple(inner._step(one, address) for one in part) for part in _parts(block)))

    def _replaced(self, step: Step, address: str) -> Iterator[str]:
        """The ids of all steps whose results do not come out of a step any more."""
        if address in self.divided and isinstance(step.action, Parallel):
            for branch in step.action.branches:
                if branch.id != self.kept.get(address):
                    yield from _ids(branch.block)
        for name, inner in _blocks(step.action):
            at = inside(address, name) if name else address
            for one in _all(inner):
                yield from self._replaced(one, inside(at, one.id))

    def _step(self, step: Step, above: str) -> Step:
        when = step.when
        if when is not None:
            when = Condition(when.text, self._opened(when.expression), when.span)
        return replace(step, when=when, action=self._action(step.action, inside(above, step.id)))

    def _action(self, action: Action, address: str) -> Action:
        match action:
            case Call(fallback=Block() as fallback):
                return replace(action, fallback=self.block(fallback, address))
            case Group(block=block):
                return Group(self.block(block, address))
            case Use(procedure=procedure):
                return replace(action, procedure=replace(procedure, body=self.block(procedure.body, address)))
            case Parallel(branches=branches) if address not in self.divided:
                return replace(action, branches=tuple(self._branch(one, address) for one in branches))
            case Parallel(branches=branches):
                return replace(action, branches=tuple(self._two(branches, address)))
            case _:
                return action

    def _branch(self, branch: Branch, address: str) -> Branch:
        return replace(branch, block=self.block(branch.block, inside(address, branch.id)))

    def _two(self, branches: tuple[Branch, ...], address: str) -> Iterator[Branch]:
        """The arm that stands as it is, if any does, and as many neighbours as make two."""
        kept = self.kept.get(address)
        yield from (self._branch(one, address) for one in branches if one.id == kept)
        others = [one for one in branches if one.id != kept]
        yield from (_neighbour(one) for one in others[: 2 if kept is None else 1])

    def _opened(self, expression: Expression) -> Expression:
        match expression:
            case Logic(operator=operator, left=left, right=right):
                return Logic(operator, self._opened(left), self._opened(right), 0)
            case Not(of=of):
                return Not(self._opened(of), 0)
            case _ if any(one.root == STEPS and one.keys[0] in self.gone for one in references(expression)):
                return either()
            case _:
                return expression


def _parts(block: Block) -> tuple[tuple[Step, ...], ...]:
    return block.steps, block.rescue, block.always


def _ids(block: Block) -> Iterator[str]:
    for step in _all(block):
        yield step.id
        for _, inner in _blocks(step.action):
            yield from _ids(inner)


def _neighbour(branch: Branch) -> Branch:
    """An arm that can end in every way that matters to those beside it: done, stopped, handed over, in doubt."""
    first = branch.block.steps[0]
    rows = (
        Row("200", Verb.DONE, "", Origin.STEP, NOWHERE),
        Row("400", Verb.STOP, "", Origin.STEP, NOWHERE),
        Row("401", Verb.FALLBACK, "", Origin.STEP, NOWHERE),
        Row("no_answer", Verb.SETTLE, "", Origin.STEP, NOWHERE),
    )
    over = Block((Step("over", "", Handover("", ""), NOWHERE),))
    call = Call(bare_site(Effect.IRREVERSIBLE), rows, Retry(at_most=1), over, None)
    return Branch(branch.id, Block((Step(first.id, "", call, NOWHERE),)))
