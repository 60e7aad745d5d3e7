"""Passing over items of a loop that would go as the first one did."""

from runbook.frozen import field, frozen, replace
from runbook.interpreter.address import inside, item, pattern
from runbook.interpreter.blocks import part_steps
from runbook.interpreter.fans import is_stopped
from runbook.interpreter.state import (
    BlockProgress,
    CallProgress,
    FanProgress,
    Part,
    Progress,
    State,
    UseProgress,
)
from runbook.language.procedure import Block, Call, Group, Parallel, Procedure, Step, Use
from runbook.values.unknown import Value

_FEW = 3
"""Loops of so few items are walked as they are: the first, one to come after it, and the last."""


@frozen
class Leap:
    """From the first item of the loop at `loop` to its last one, over `items` others."""

    loop: str
    items: int


def stands_for(fan: FanProgress, index: int) -> range:
    """The items that a walk of item `index` of an alike loop stands for, itself among them."""
    return range(fan.count - 1) if index == 0 and fan.count > _FEW else range(index, index + 1)


@frozen
class Leaps:
    """The leaps of one procedure. `loops`: address patterns of its loops whose items are alike."""

    procedure: Procedure
    loops: frozenset[str]

    def taken(self, state: State) -> tuple[State, tuple[Leap, ...]]:
        """The state at the last item of every loop whose first item is over, and which loops these are."""
        if not self.loops or state.ended is not None:
            return state, ()
        walk = _Walk(self.loops)
        block = walk.block(self.procedure.body, state.block, "", halted=False)
        return (replace(state, block=block), tuple(walk.leaps)) if walk.leaps else (state, ())


@frozen
class _Walk:
    """Down one state; `leaps` grows on the way."""

    loops: frozenset[str]
    leaps: list[Leap] = field(default_factory=list)

    def block(self, block: Block, progress: BlockProgress, address: str, *, halted: bool) -> BlockProgress:
        if progress.over:
            return progress
        step = part_steps(block, progress.part)[progress.position]
        inner = halted and progress.part is Part.STEPS
        current = self._step(step, progress.current, inside(address, step.id), halted=inner)
        return progress if current is progress.current else replace(progress, current=current)

    def _step(self, step: Step, progress: Progress, address: str, *, halted: bool) -> Progress:
        match step.action, progress:
            case _, FanProgress():
                return self._fan(step, progress, address, halted=halted)
            case Group(block=block), BlockProgress():
                return self.block(block, progress, address, halted=halted)
            case Use(procedure=procedure), UseProgress():
                inner = self.block(procedure.body, progress.block, address, halted=halted)
                return progress if inner is progress.block else replace(progress, block=inner)
            case Call(fallback=Block() as fallback), CallProgress(fallback=BlockProgress() as before):
                inner = self.block(fallback, before, address, halted=halted)
                return progress if inner is before else replace(progress, fallback=inner)
            case _:
                return progress

    def _fan(self, step: Step, fan: FanProgress, address: str, *, halted: bool) -> FanProgress:
        """A loop that was stopped passes over nothing."""
        halted = halted or is_stopped(fan)
        if not fan.running:
            begun = fan.next == 1 and fan.ended == 1 and len(stands_for(fan, 0)) > 1
            leaping = begun and not halted and step.loop is not None and pattern(address) in self.loops
            return self._leap(fan, address) if leaping else fan
        running = {
            index: self._member(step, member, address, index, halted=halted) for index, member in fan.running.items()
        }
        same = all(running[index] is member for index, member in fan.running.items())
        return fan if same else replace(fan, running=running)

    def _member(self, step: Step, member: Progress, address: str, index: int, *, halted: bool) -> Progress:
        if not isinstance(step.action, Parallel) or step.loop is not None:
            return self._step(replace(step, loop=None), member, item(address, index), halted=halted)
        if not isinstance(member, BlockProgress):
            return member
        branch = step.action.branches[index]
        return self.block(branch.block, member, inside(address, branch.id), halted=halted)

    def _leap(self, fan: FanProgress, address: str) -> FanProgress:
        last = fan.count - 1
        self.leaps.append(Leap(address, last - 1))
        return replace(fan, next=last, ended=last, kept=_kept(fan) if fan.kept else fan.kept)


def _kept(fan: FanProgress) -> dict[int, Value]:
    """The results of all items but the last: as the first one's, which a plan leaves open but for the item itself."""
    first, items = fan.kept.get(0), fan.items
    if not isinstance(first, dict) or items is None:
        return dict(fan.kept)
    return {index: {**first, "item": items[index]} for index in range(fan.count - 1)}
