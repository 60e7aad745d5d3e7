"""The order in which a procedure goes through its states."""

from runbook.interpreter.state import (
    BlockProgress,
    CallProgress,
    FanProgress,
    LeafProgress,
    Part,
    Phase,
    Progress,
    State,
    UseProgress,
)

_PARTS = {part: number for number, part in enumerate(Part)}
_NEXT = 10**9
"""More than there are reads: a call stands ready to send again after all that followed the sending before."""

_PHASES = {**{phase: number for number, phase in enumerate(Phase)}, Phase.READ: len(Phase)}
"""A call stands ready to read after the wait that follows the read before."""


def order(state: State) -> tuple[int, ...]:
    """Return how far a state has come: greater than what it came from, but for questions put again."""
    return tuple(_progress(state.block))


def _progress(progress: Progress) -> list[int]:
    match progress:
        case BlockProgress(part=part, position=position, current=current):
            return [int(progress.over), _PARTS[part], position, *([] if progress.over else _progress(current))]
        case UseProgress(block=block):
            return [1, *_progress(block)]
        case CallProgress(fallback=fallback):
            inside = [] if fallback is None else _progress(fallback)
            return [1, int(fallback is not None), progress.attempts, *_since_sending(progress), *inside]
        case LeafProgress(asked=asked):
            return [1, int(asked)]
        case FanProgress():
            members = (each for at in sorted(progress.running) for each in (at, *_progress(progress.running[at])))
            return [1, progress.ended, progress.next, *members]
        case _:
            return [0]


def _since_sending(progress: CallProgress) -> tuple[int, int]:
    return (_NEXT if progress.phase is Phase.READY else progress.reads, _PHASES[progress.phase])
