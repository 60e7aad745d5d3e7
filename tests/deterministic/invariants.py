"""What must be true of every run, whatever befell it: judged by the provider's own books."""

from collections.abc import Iterator

from runbook.interpreter.address import segments
from runbook.interpreter.events import AttemptStarted, EffectSettled, Event, FellInDoubt, Purpose, StepEnded
from runbook.interpreter.state import STOPPING
from runbook.language.procedure import Block, Call, Group, Parallel, Step, Use
from runbook.providers.contract import Effect
from runbook.runtime.rest import Halt
from tests.deterministic.books import false_claims
from tests.deterministic.provider import Temper
from tests.deterministic.simulation import Simulation


def violations(run: Simulation) -> list[str]:
    """Everything that went against the rules."""
    found = list(run.faults)
    if run.halt is Halt.ENDED or run.halt is Halt.IN_DOUBT or run.halt is Halt.WAITING:
        found += _twice(run)
        found += false_claims(run)
        found += _after_a_stop(run)
        found += _while_in_doubt(run)
    return found


def _twice(run: Simulation) -> Iterator[str]:
    if run.weather.temper is Temper.TARDY:
        return
    for key, thing in run.provider.things.items():
        if len(thing.acts) > 1:
            yield f"the provider did {key} {len(thing.acts)} times"


def _after_a_stop(run: Simulation) -> Iterator[str]:
    """Nothing that changes anything is sent behind a step that stopped, but in a rescue or an always."""
    stops: list[Event] = []
    for event in run.events:
        match event:
            case StepEnded(state=state) if state in STOPPING:
                stops.append(event)
            case AttemptStarted(purpose=Purpose.ACT) if stops and _changes(event):
                for stop in stops:
                    if _is_behind(run, stop.address, event.address):
                        yield f"{event.address} was sent after {stop.address} had stopped"


def _while_in_doubt(run: Simulation) -> Iterator[str]:
    """While people have to say what happened somewhere, nothing that changes anything begins."""
    open_doubts: set[str] = set()
    for event in run.events:
        match event:
            case FellInDoubt():
                open_doubts.add(event.address)
            case EffectSettled():
                open_doubts.discard(event.address)
            case AttemptStarted(purpose=Purpose.ACT) if open_doubts and _changes(event):
                yield f"{event.address} was sent while {', '.join(open_doubts)} was in doubt"


def _changes(event: AttemptStarted) -> bool:
    return not isinstance(event.request, dict) or event.request.get("effect") != Effect.READ.value


Room = tuple[str, bool]
"""The address of what a step stands in, and whether it is in a rescue or always there."""


def _is_behind(run: Simulation, stopped: str, sent: str) -> bool:
    """Whether a step may not send any more: the other one stopped beside or before it, and no rescue is between."""
    of, rooms = rooms_of(run.shape.procedure.body, stopped), rooms_of(run.shape.procedure.body, sent)
    where, aside = of[-1]
    if aside:
        return False
    for depth, (room, _) in enumerate(rooms):
        if room == where:
            return not any(aside for _, aside in rooms[depth:])
    return False


def rooms_of(block: Block, address: str) -> list[Room]:
    """Everything that the step at an address stands in, outermost first."""
    rooms: list[Room] = []
    path = segments(address)
    at = ""
    while path:
        (id, index), path = path[0], path[1:]
        step, aside = _found(block, id)
        rooms.append((at, aside))
        at = f"{at}/{id}" if at else id
        if index is not None:
            rooms.append((at, False))
            at = f"{at}[{index}]"
        if not path:
            break
        if isinstance(step.action, Parallel):
            (arm, _), path = path[0], path[1:]
            rooms.append((at, False))
            at = f"{at}/{arm}"
            block = next(one.block for one in step.action.branches if one.id == arm)
        else:
            block = _inner(step)
    return rooms


def _found(block: Block, id: str) -> tuple[Step, bool]:
    for steps, aside in ((block.steps, False), (block.rescue, True), (block.always, True)):
        for step in steps:
            if step.id == id:
                return step, aside
    raise AssertionError(id)


def _inner(step: Step) -> Block:
    match step.action:
        case Group(block=block):
            return block
        case Use(procedure=procedure):
            return procedure.body
        case Call(fallback=Block() as fallback):
            return fallback
        case _:
            raise AssertionError(step.id)
