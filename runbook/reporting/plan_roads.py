"""Where every answer of a call leads, grouped by destination, in two columns when they fit."""

from collections.abc import Collection, Mapping, Sequence

from runbook.language.procedure import Origin, Verb
from runbook.planning.plan import PlannedStep, Road
from runbook.reporting.escape import shortened, visible
from runbook.reporting.style import Line, Piece, line
from runbook.reporting.width import padded, width
from runbook.reporting.words import duration, state_words

_INDENT = 5
_LEFT_MOST = 52
_LONGEST_MESSAGE = 48
_LONGEST_CONDITION = 72
_OTHER_WORDS = "(other words)"


def road_lines(roads: Sequence[Road], numbered: Mapping[str, PlannedStep], widest: int) -> list[Line]:
    """The lines below a step. `numbered`: steps by their number."""
    room = widest - _INDENT
    cells = [
        f"{answers} -> {where}"
        for (where, _), members in _grouped(roads, numbered).items()
        for answers in _joined(members, room - width(where) - 4)
    ]
    return [line(" " * _INDENT, Piece(text)) for text in _columns([visible(cell) for cell in cells], room)]


def _grouped(roads: Sequence[Road], numbered: Mapping[str, PlannedStep]) -> dict[tuple[str, bool], list[str]]:
    """Destination, and whether the language itself leads there -> the answers; what went well comes first."""
    groups: dict[tuple[str, bool], list[str]] = {}
    undivided = _undivided(roads, numbered)
    asked = {(road.status, road.message) for road in roads if road.asks}
    for road in sorted(roads, key=_rank):
        answers = groups.setdefault((destination(road, numbered), _is_built_in(road)), [])
        if (text := road.status if road.status in undivided else _answer(road, asked)) not in answers:
            answers.append(text)
    return groups


def _rank(road: Road) -> tuple[bool, bool]:
    return road.verb not in (Verb.DONE, Verb.ALREADY), _is_built_in(road)


def _is_built_in(road: Road) -> bool:
    return road.origin is Origin.BUILT_IN


def _undivided(roads: Sequence[Road], numbered: Mapping[str, PlannedStep]) -> set[str]:
    """The statuses that lead to one place whatever the provider says."""
    places: dict[str, set[tuple[str, bool]]] = {}
    for road in roads:
        places.setdefault(road.status, set()).add((destination(road, numbered), _is_built_in(road)))
    return {status for status, found in places.items() if len(found) == 1}


def _answer(road: Road, asked: Collection[tuple[str, str | None]]) -> str:
    """The answer that takes a road. `asked`: status and words of those of which some row asks more."""
    said = road.status
    if road.message is not None:
        words = shortened(road.message, _LONGEST_MESSAGE)
        said += " other words" if road.message == _OTHER_WORDS else f' "{words}"'
    if road.asks:
        return f"{said} {shortened(road.asks, _LONGEST_CONDITION)}"
    return f"{said} otherwise" if (road.status, road.message) in asked else said


def _joined(answers: Sequence[str], room: int) -> list[str]:
    """Answers that share a destination, as few texts as fit the room."""
    texts: list[str] = []
    for answer in answers:
        if texts and width(texts[-1]) + width(answer) + 2 <= room:
            texts[-1] += f", {answer}"
        else:
            texts.append(answer)
    return texts


def destination(road: Road, numbered: Mapping[str, PlannedStep]) -> str:
    """Where one road leads, in words: `2`, `stop -> hand_over`, `retry, at most 4, 7 s`."""
    where = _where(road, numbered)
    match road.verb:
        case Verb.DONE:
            return where
        case Verb.FALLBACK if road.settles:
            return f"fallback if {road.settles} shows nothing -> {where}"
        case Verb.FALLBACK:
            return f"{where}{_proof(road)}"
        case Verb.ALREADY | Verb.TOLERATE | Verb.STOP:
            return f"{road.verb.value}{_proof(road)} -> {where}"
        case Verb.RETRY:
            return f"retry, at most {road.retries}, {duration(road.waits)}"
        case Verb.SETTLE:
            return f"settle by {road.settles}" if road.settles else "in doubt: no `verify` reads it back"
        case Verb.ASK:
            return "a person decides"


def _proof(road: Road) -> str:
    """What shows that nothing happened, where that is not clear by itself."""
    if road.nothing:
        return " (nothing happened, says the playbook)"
    if road.settles:
        return f", read back by {road.settles}"
    return ", effect may be in doubt" if road.doubt else ""


def _where(road: Road, numbered: Mapping[str, PlannedStep]) -> str:
    steps = [_step(numbered[number]) for number in road.to if number in numbered]
    ends = [state_words(state)[1] for state in road.ends]
    return " or ".join(steps or ends) or "the end"


def _step(step: PlannedStep) -> str:
    name = step.id if step.part in ("rescue", "always") else step.number
    if step.times is None:
        return f"{name} (for each item found)"
    return f"{name} (up to {step.times} times)" if step.times > 1 else name


def _columns(cells: Sequence[str], widest: int) -> list[str]:
    """Two cells a line where the left one is short and both fit."""
    left = min(_LEFT_MOST, max((width(cell) for cell in cells), default=0)) + 3
    lines: list[str] = []
    waiting = ""
    for cell in cells:
        if waiting and left + width(cell) <= widest:
            lines.append(padded(waiting, left) + cell)
            waiting = ""
            continue
        lines += [waiting] if waiting else []
        waiting = cell if width(cell) <= left - 3 else ""
        lines += [] if waiting else [cell]
    return [*lines, waiting] if waiting else lines
