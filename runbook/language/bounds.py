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
"""Characters and elements of one value that an expression makes, shared parts counted each time."""

MAX_DEPTH = 100
"""Lists and mappings inside each other in one value that an expression makes."""


def fits(value: Value) -> bool:
    """Whether a value stays within the bounds; stops counting as soon as it does not."""
    budget = MAX_WEIGHT
    waiting: list[tuple[Value, int]] = [(value, 0)]
    while waiting:
        current, depth = waiting.pop()
        parts = _parts(current)
        budget -= 1 + len(parts) + (len(current) if isinstance(current, str) else 0)
        if budget < 0 or depth > MAX_DEPTH:
            return False
        waiting.extend((part, depth + 1) for part in parts)
    return True


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
