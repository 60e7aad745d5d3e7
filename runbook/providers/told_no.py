"""Where the body of a success says no: by the same names and words by which a contract is read (`verdicts`).

Only what lies near the top is the provider's word on the request; what lies deeper is about the thing.
"""

from collections.abc import Iterator

from runbook.frozen import frozen
from runbook.providers.verdicts import Act, Tells, explains, is_no, is_short, says_no, what_tells, wraps
from runbook.values.json import Json
from runbook.values.shape import Shape

DEEPEST = 3
"""Levels of members that are looked at; envelopes and lists do not count."""

_MOST_VALUES = 2000
_LONGEST_WORD = 60


@frozen
class ToldNo:
    """One place of a body that says no. `keys`: where; list indexes as text. `words`: the same for people."""

    keys: tuple[str, ...]
    words: str


@frozen
class _Value:
    value: Json
    keys: tuple[str, ...] = ()
    depth: int = 0
    listed: bool = False


def told_noes(body: Json, act: Act) -> Iterator[ToldNo]:
    """Each place near the top of a body that says no, from the outside in. `act`: what the operation does."""
    if body is None or body is False or (isinstance(body, str) and len(body) <= _LONGEST_WORD and says_no(body, act)):
        yield ToldNo((), "its whole body is a no")
    waiting = [_Value(body)]
    for _ in range(_MOST_VALUES):
        if not waiting:
            return
        here = waiting.pop(0)
        if isinstance(here.value, list) and here.depth < DEEPEST:
            waiting += [_Value(one, (*here.keys, str(at)), here.depth, True) for at, one in enumerate(here.value)]
        elif isinstance(here.value, dict):
            yield from _of_members(here, here.value, act)
            for name, member in here.value.items():
                deeper = here.depth + (not wraps(name, act))
                if deeper < DEEPEST:
                    waiting.append(_Value(member, (*here.keys, name), deeper, here.listed))


def _of_members(here: _Value, members: dict[str, Json], act: Act) -> Iterator[ToldNo]:
    explained = any(explains(name) for name in members)
    for name, value in members.items():
        tells = what_tells(name, act)
        if tells is not None and _counts(tells, name, here, explained=explained) and is_no(tells, value, act):
            yield ToldNo((*here.keys, name), f"its `{_place(here.keys, name)}` says no")


def _place(keys: tuple[str, ...], name: str) -> str:
    """The place of a member for people: `result.success`, `orders[].status`."""
    return ".".join("[]" if key.isdigit() else key for key in (*keys, name)).replace(".[]", "[]")


def _counts(tells: Tells, name: str, here: _Value, *, explained: bool) -> bool:
    """Return True if a member is a verdict on the request, where it stands."""
    if tells is Tells.VERDICT:
        return True
    if here.listed:
        return tells in (Tells.STATE, Tells.FAULT) and here.depth <= 1 and is_short(name)
    if tells is Tells.STATE:
        return here.depth == 0 or (here.depth == 1 and is_short(name))
    return here.depth == 0 and (tells is not Tells.CODE or explained)


def is_declared(shape: Shape, keys: tuple[str, ...]) -> bool:
    """Return True if a contract says what stands at `keys`, or nothing of what stands around it."""
    for key in keys:
        if shape.properties:
            if key not in shape.properties:
                return False
            shape = shape.properties[key]
        elif shape.items is not None:
            shape = shape.items
        else:
            return True
    return True
