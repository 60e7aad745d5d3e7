"""What a witness must know of a procedure: which steps send something irreversible, and which parts they stand in."""

from collections.abc import Iterator, Mapping

from runbook.frozen import frozen
from runbook.interpreter.address import inside, pattern, segments
from runbook.interpreter.events import Reading
from runbook.interpreter.grace import DEPARTURE
from runbook.interpreter.state import Part
from runbook.language.loop import OnError
from runbook.language.procedure import Block, Call, Group, IfNot, Parallel, Procedure, Step, StepState, Use
from runbook.providers.contract import Effect


@frozen
class Ground:
    """The steps of a procedure by address pattern. `irreversible`: the calls that cannot be undone, by pattern.

    `parts`: the part of its block that each step stands in. `around`: patterns of what holds an irreversible call.
    `going_on`: patterns of the loops whose other items go on when one stops.
    """

    irreversible: Mapping[str, Call]
    parts: Mapping[str, Part]
    around: frozenset[str]
    going_on: frozenset[str] = frozenset()

    @staticmethod
    def of(procedure: Procedure) -> "Ground":
        """The ground of a procedure."""
        found = dict(_steps(procedure.body, ""))
        calls = {
            address: step.action
            for address, (step, _) in found.items()
            if isinstance(step.action, Call) and step.action.site.operation.effect is Effect.IRREVERSIBLE
        }
        around = frozenset(prefix for address in calls for prefix in _prefixes(address))
        going_on = frozenset(address for address, (step, _) in found.items() if _goes_on(step))
        return Ground(calls, {address: part for address, (_, part) in found.items()}, around, going_on)

    def is_irreversible(self, address: str) -> bool:
        """Whether a call there cannot be undone."""
        return pattern(address) in self.irreversible

    def matters(self, address: str) -> bool:
        """Whether something irreversible is sent from an address or inside it."""
        return pattern(address) in self.around

    def resends(self, address: str) -> bool:
        """Whether a read may be enough to send a call again: the playbook says so, and no money moves."""
        call = self.irreversible[pattern(address)]
        return call.verify is not None and call.verify.if_not is IfNot.RESEND and not call.site.operation.moves_money

    def proves(self, address: str, reading: Reading, *, silent: bool) -> bool:
        """Whether a read that does not show the effect is proof enough to send again: late, by a grace that is sure.

        `silent`: the provider may be at work after the answer. A guess of a grace is not sure, and money is never.
        """
        call = self.irreversible[pattern(address)]
        verify, operation = call.verify, call.site.operation
        if verify is None or verify.if_not is not IfNot.RESEND or operation.moves_money or operation.grace is None:
            return False
        if operation.grace_is_guessed or reading is Reading.MORE:
            return False
        whole = operation.grace + (DEPARTURE + call.site.timeout if silent else 0.0)
        return reading is Reading.LAST or (verify.span >= whole and not verify.rests)

    def on_purpose(self, address: str, stopped: str, state: StepState) -> bool:
        """Whether a call was written to run after a stop there: the rescue or always part behind it says so.

        So does a loop that goes on when an item stops, until it ends itself.
        """
        own, other = segments(address), segments(stopped)
        shared = next(
            (at for at, (one, two) in enumerate(zip(own, other, strict=False)) if one != two), min(len(own), len(other))
        )
        if state is not StepState.IN_DOUBT and any(self._is_left_behind(other, at) for at in range(shared, len(other))):
            return True
        if shared == len(own) or shared == len(other):
            return False
        mine, its = self._part(own, shared), self._part(other, shared)
        if own[shared][0] != other[shared][0] and mine is not None and its is not None:
            return _follows(mine, its, state)
        return any(self._part(own, at) in (Part.RESCUE, Part.ALWAYS) for at in range(shared + 1, len(own)))

    def purposeful(self) -> tuple[str, ...]:
        """The irreversible calls that stand in a rescue or always part, by pattern."""
        return tuple(
            address
            for address in self.irreversible
            if any(self.parts.get(prefix) in (Part.RESCUE, Part.ALWAYS) for prefix in _prefixes(address))
        )

    def _is_left_behind(self, path: tuple[tuple[str, int | None], ...], at: int) -> bool:
        """Return True if step `at` of a path is an item of a loop that goes on without it."""
        return path[at][1] is not None and "/".join(name for name, _ in path[: at + 1]) in self.going_on

    def _part(self, path: tuple[tuple[str, int | None], ...], at: int) -> Part | None:
        """The part that the step `at` on a path stands in; None for an arm, which stands in none."""
        return self.parts.get("/".join(name for name, _ in path[: at + 1]))


def _goes_on(step: Step) -> bool:
    return step.loop is not None and step.loop.on_error is OnError.CONTINUE


def _follows(mine: Part, its: Part, state: StepState) -> bool:
    """Whether one part of a block runs after a stop in another."""
    match mine:
        case Part.STEPS:
            return False
        case Part.RESCUE:
            return its is Part.STEPS or (its is Part.RESCUE and state is StepState.HANDED_OVER)
        case Part.ALWAYS:
            return True


def _prefixes(address: str) -> Iterator[str]:
    names = address.split("/")
    for length in range(1, len(names) + 1):
        yield "/".join(names[:length])


def _steps(block: Block, address: str) -> Iterator[tuple[str, tuple[Step, Part]]]:
    for part, steps in ((Part.STEPS, block.steps), (Part.RESCUE, block.rescue), (Part.ALWAYS, block.always)):
        for step in steps:
            at = inside(address, step.id)
            yield at, (step, part)
            yield from _inside(step, at)


def _inside(step: Step, address: str) -> Iterator[tuple[str, tuple[Step, Part]]]:
    match step.action:
        case Call(fallback=Block() as fallback):
            yield from _steps(fallback, address)
        case Group(block=block):
            yield from _steps(block, address)
        case Use(procedure=procedure):
            yield from _steps(procedure.body, address)
        case Parallel(branches=branches):
            for branch in branches:
                yield from _steps(branch.block, inside(address, branch.id))
        case _:
            return
