"""Parts of a planned request that only a run can supply."""

from runbook.values.canonical import canonical_json
from runbook.values.json import Json


def has_holes(shown: Json) -> bool:
    """Return True if only a run can supply some part of a request."""
    text = canonical_json(shown)
    return '{"$unknown":' in text or '{"$text":' in text


def may_be_equal(first: Json, second: Json) -> bool:
    """Return True if two described requests can turn out equal in a run; a hole can become anything."""
    match first, second:
        case ({"$unknown": _} | {"$text": _}, _) | (_, {"$unknown": _} | {"$text": _}):
            return True
        case list(), list():
            return len(first) == len(second) and all(map(may_be_equal, first, second))
        case dict(), dict():
            return first.keys() == second.keys() and all(may_be_equal(first[name], second[name]) for name in first)
        case _:
            return type(first) is type(second) and first == second
