"""The steps of a procedure as a plan lists them: numbered, in order, with what is inside them."""

from collections.abc import Iterator

from runbook.frozen import frozen
from runbook.interpreter.address import inside
from runbook.language.procedure import (
    Ask,
    Assert,
    Block,
    Call,
    Group,
    Handover,
    Let,
    Parallel,
    Procedure,
    Step,
    Use,
    Wait,
)
from runbook.language.template import Template


@frozen
class Entry:
    """One step with its address pattern. `part`: "" for the main road, else `fallback`, `rescue` or `always`."""

    number: str
    address: str
    step: Step
    depth: int
    part: str


def outline(procedure: Procedure) -> tuple[Entry, ...]:
    """Every step of the procedure, those of used playbooks too, each before what is inside it."""
    return tuple(_block(procedure.body, "", "", 0, ""))


def calls_of(entries: tuple[Entry, ...]) -> dict[str, Call]:
    """Address pattern -> call."""
    return {entry.address: entry.step.action for entry in entries if isinstance(entry.step.action, Call)}


def _block(block: Block, number: str, address: str, depth: int, part: str) -> Iterator[Entry]:
    yield from _steps(block.steps, number, address, depth, part)
    yield from _steps(block.rescue, number, address, depth, "rescue")
    yield from _steps(block.always, number, address, depth, "always")


def _steps(steps: tuple[Step, ...], number: str, address: str, depth: int, part: str) -> Iterator[Entry]:
    for index, step in enumerate(steps, 1):
        own = f"{number}.{index}" if number else str(index)
        label = step.id if part in ("rescue", "always") else own
        at = inside(address, step.id)
        yield Entry(label, at, step, depth, part)
        yield from _inside(step, label, at, depth + 1, part)


def _inside(step: Step, number: str, address: str, depth: int, part: str) -> Iterator[Entry]:
    match step.action:
        case Call(fallback=Block() as fallback):
            yield from _block(fallback, number, address, depth, "fallback")
        case Group(block=block):
            yield from _block(block, number, address, depth, part)
        case Use(procedure=procedure):
            yield from _block(procedure.body, number, address, depth, part)
        case Parallel(branches=branches):
            for index, branch in enumerate(branches, 1):
                yield from _block(branch.block, f"{number}.{index}", inside(address, branch.id), depth, part)
        case _:
            return


def kind_of(step: Step) -> str:
    """The step's verb key."""
    return type(step.action).__name__.lower()


def detail_of(step: Step) -> str:
    """What a step that sends nothing does, in a few words; templates as written."""
    match step.action:
        case Wait(seconds=seconds):
            return f"{seconds:g} s"
        case Ask(question=question):
            late = "" if question.deadline is None else f"; {question.default} after {question.deadline:g} s"
            return f"{_text(question.message)} ({', '.join(question.choices)}{late})"
        case Assert(assertions=assertions):
            return "; ".join(assertion.that.text for assertion in assertions)
        case Let(values=values):
            return ", ".join(values)
        case Handover(to=to, note=note):
            return f"to {_text(to)}: {_text(note)}"
        case Use(procedure=procedure):
            return procedure.name
        case _:
            return ""


def _text(text: Template | str) -> str:
    return text if isinstance(text, str) else text.text
