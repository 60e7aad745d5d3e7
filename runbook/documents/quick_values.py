"""Quick checks of single values: types, choices, texts and numbers."""

from collections.abc import Callable

from runbook.documents.frozen import freeze
from runbook.documents.keywords import TYPE_TESTS
from runbook.documents.patterns import PatternError, compile_pattern
from runbook.documents.quick import ALWAYS, Quick
from runbook.values import numbers
from runbook.values.json import Json
from runbook.values.numbers import Number, is_number


def is_type(names: Json) -> Quick:
    """`type`: one name or several."""
    if isinstance(names, str):
        return Quick(TYPE_TESTS[names])
    assert isinstance(names, list)
    checks = [TYPE_TESTS[name] for name in names if isinstance(name, str)]
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


def _limit(holds: Callable[[Number], bool]) -> Quick:
    return Quick(lambda value: holds(value) if is_number(value) else True)


def is_within(keyword: str, limit: Number) -> Quick:
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


def is_multiple(step: Number) -> Quick:
    """`multipleOf`, exactly."""
    return _limit(lambda value: numbers.is_multiple(value, step))
