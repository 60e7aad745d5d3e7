"""How large expressions and their values may grow (THREATS R12): every template is bounded by construction."""

from runbook.values.unknown import PartialText, Value

MAX_EXPRESSION = 4096
"""Characters of one expression."""

MAX_BRACKETS = 20
"""Open brackets inside each other; Jinja's parser takes 13 Python frames for each."""

MAX_NESTING = 64
"""Levels of one expression's tree."""

MAX_TEXT = 1 << 20
"""Characters of one text that an expression makes."""

MAX_WEIGHT = 1 << 22
"""Characters of one value that an expression makes, shared parts counted each time; an element counts as `ELEMENT`."""

ELEMENT = 16
"""What an element weighs: recording one takes as long as recording so many characters."""

TOO_LARGE = "would grow beyond its bounds"
"""Ends the message about such a value."""

MAX_DEPTH = 100
"""Lists and mappings inside each other in one value that an expression makes."""


def fits(value: Value) -> bool:
    """Whether a value stays within the bounds; costs its distinct parts only, however often they stand in it."""
    weight, height = _measure(value, {}, 0)
    return weight <= MAX_WEIGHT and height <= MAX_DEPTH


def _measure(value: Value, known: dict[int, tuple[int, int]], depth: int) -> tuple[int, int]:
    """The weight and the height of a value; `known`: those of parts seen before, by identity."""
    if isinstance(value, str):
        return ELEMENT + len(value), 0
    parts = _parts(value)
    if not parts:
        return ELEMENT, 0
    if id(value) not in known:
        if depth > MAX_DEPTH:
            return MAX_WEIGHT + 1, depth
        measures = [_measure(part, known, depth + 1) for part in parts]
        known[id(value)] = ELEMENT + sum(weight for weight, _ in measures), 1 + max(height for _, height in measures)
    return known[id(value)]


def _parts(value: Value) -> list[Value]:
    match value:
        case list():
            return value
        case dict():
            return [*value, *value.values()]
        case PartialText():
            return list(value.parts)
        case _:
            return []
