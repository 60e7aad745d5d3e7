"""A quick check of values against a schema, as closures: says yes only when it is sure.

What it does not understand or does not accept goes to jsonschema (`judge`), which decides and explains. `exact` marks
checks whose no is as sure as their yes; only these can stand below `not`, `if` and `oneOf`.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from runbook.frozen import frozen
from runbook.values.json import Json

Check: TypeAlias = Callable[[Json], bool]


@frozen
class Quick:
    """A check, and whether its no is sure."""

    check: Check
    exact: bool = True


def _never(value: Json) -> bool:
    return False


def _always(value: Json) -> bool:
    return True


UNSURE = Quick(_never, exact=False)
NEVER = Quick(_never)
ALWAYS = Quick(_always)


def every(parts: Sequence[Quick]) -> Quick:
    """All of the parts."""
    checks = [part.check for part in parts if part.check is not _always]
    exact = all(part.exact for part in parts)
    match checks:
        case []:
            return Quick(_always, exact)
        case [only]:
            return Quick(only, exact)
        case [first, second]:
            return Quick(lambda value: first(value) and second(value), exact)
        case _:
            return Quick(_all(tuple(checks)), exact)


def _all(checks: tuple[Check, ...]) -> Check:
    def check(value: Json) -> bool:
        for one in checks:  # noqa: SIM110 - half as slow as all() with a generator
            if not one(value):
                return False
        return True

    return check


def some(parts: Sequence[Quick]) -> Quick:
    """At least one of the parts."""
    checks = tuple(part.check for part in parts)

    def check(value: Json) -> bool:
        for one in checks:  # noqa: SIM110 - half as slow as any() with a generator
            if one(value):
                return True
        return False

    return Quick(check, all(part.exact for part in parts))


def exactly_one(parts: Sequence[Quick]) -> Quick:
    """One of the parts and no other; sure only when every no is."""
    if not all(part.exact for part in parts):
        return UNSURE
    checks = tuple(part.check for part in parts)
    return Quick(lambda value: sum(1 for check in checks if check(value)) == 1)


def none_of(part: Quick) -> Quick:
    """Not this one."""
    check = part.check
    return Quick(lambda value: not check(value)) if part.exact else UNSURE


def remembering(part: Quick) -> Quick:
    """The same, computed once for each value as long as this check lives; the values must live as long."""
    check, known = part.check, dict[int, bool]()

    def remembered(value: Json) -> bool:
        found = known.get(id(value))
        if found is None:
            found = known[id(value)] = check(value)
        return found

    return Quick(remembered, part.exact)


def either(condition: Quick, then: Quick, otherwise: Quick) -> Quick:
    """`if`, `then`, `else`."""
    if not condition.exact:
        return UNSURE
    test, yes, no = condition.check, then.check, otherwise.check
    return Quick(lambda value: yes(value) if test(value) else no(value), then.exact and otherwise.exact)
