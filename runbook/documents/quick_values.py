"""Quick checks of single values: types, choices, texts and numbers."""

from collections.abc import Callable

from runbook.documents.frozen import freeze
from runbook.documents.keywords import is_number
from runbook.documents.patterns import PatternError, compile_pattern
from runbook.documents.quick import ALWAYS, UNSURE, Check, Quick
from runbook.values.json import Json


def _is_integer(value: Json) -> bool:
    if isinstance(value, int):
        return not isinstance(value, bool)
    return isinstance(value, float) and value.is_integer()


_TYPES: dict[str, Check] = {
    "string": lambda value: isinstance(value, str),
    "integer": _is_integer,
    "number": is_number,
    "boolean": lambda value: isinstance(value, bool),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "null": lambda value: value is None,
}


def is_type(names: Json) -> Quick:
    """`type`: one name or several."""
    if isinstance(names, str):
        return Quick(_TYPES[names])
    assert isinstance(names, list)
    checks = [_TYPES[name] for name in names if isinstance(name, str)]
    return Quick(lambda value: any(check(value) for check in checks))


def is_choice(options: list[Json]) -> Quick:
    """`enum`, and `const` as an enum of one."""
    frozen = frozenset(map(freeze, options))
    if all(isinstance(option, str) for option in options):
        return Quick(lambda value: isinstance(value, str) and value in frozen)
    return Quick(lambda value: freeze(value) in frozen)


def is_long(least: int, most: int | None) -> Quick:
    """`minLength`, `maxLength`: in code points."""

    def check(value: Json) -> bool:
        return not isinstance(value, str) or (least <= len(value) and (most is None or len(value) <= most))

    return Quick(check)


def has_pattern(text: str) -> Quick:
    """`pattern`; one that cannot be read asserts nothing here, `check_schema` names it."""
    try:
        pattern = compile_pattern(text)
    except PatternError:
        return ALWAYS
    accepts = pattern.accepts
    return Quick(lambda value: not isinstance(value, str) or accepts(value))


def _limit(holds: Callable[[int | float], bool]) -> Quick:
    def check(value: Json) -> bool:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return True
        return holds(value)

    return Quick(check)


def is_within(keyword: str, limit: int | float) -> Quick:
    """`minimum`, `maximum`, `exclusiveMinimum`, `exclusiveMaximum`."""
    match keyword:
        case "minimum":
            return _limit(lambda value: value >= limit)
        case "maximum":
            return _limit(lambda value: value <= limit)
        case "exclusiveMinimum":
            return _limit(lambda value: value > limit)
        case _:
            return _limit(lambda value: value < limit)


def is_multiple(step: int | float) -> Quick:
    """`multipleOf`, sure for whole numbers only."""
    if not isinstance(step, int):
        return UNSURE
    return Quick(_limit(lambda value: isinstance(value, int) and value % step == 0).check, exact=False)
