"""Find successes that can say no: members, examples or words that leave open whether anything was done.

Counted on the documents of 22 vendors: 16 % of 3,167 operations that act have such an answer. A well-known orchestrator
answers a refused cancel with 200 and `status: ABORT`; others say `success: false`.
"""

from collections.abc import Iterator

from runbook.providers.examples import media_examples, property_schemas
from runbook.providers.part import Part
from runbook.values.json import Json

_VERDICTS = ("success", "ok", "error", "errors", "failed", "failures")
_OF_ITEMS = ("status", "state", "success", "error")
_OUTCOMES = ("status", "state", "result", "outcome")
_FREE = ("status", "state")

_REFUSING = (
    "abort",
    "block",
    "conflict",
    "declin",
    "denied",
    "deny",
    "error",
    "expire",
    "fail",
    "forbid",
    "hold",
    "ignor",
    "invalid",
    "partial",
    "pending",
    "processing",
    "progress",
    "queue",
    "refus",
    "reject",
    "running",
    "schedul",
    "skip",
    "timeout",
    "timed_out",
    "unable",
    "unauthor",
    "wait",
)
"""Pieces of words that say no, or not yet."""

_NO = frozenset({"no", "nok", "ko", "false", "none", "off", "unsuccessful"})
_NEGATIONS = ("not_", "not-", "not ", "notfound", "notallowed")
_MOST_PLACES = 200
"""How many values of one example are compared with another's."""


def can_say_no(media: Part) -> str:
    """Return why a success with this media type can say no; empty when nothing of it points there."""
    return _by_members(media) or _by_words(media) or _by_examples(media)


def unclear_member(media: Part) -> str:
    """A member that tells how it went in words that the contract does not list; empty without one."""
    for name in _FREE:
        for part in _members(media, name):
            if part.text("type") == "string" and part.child("enum") is None and part.child("const") is None:
                return name
    return ""


def _members(media: Part, name: str) -> Iterator[Part]:
    """The schemas of a top-level member."""
    schema = media.child("schema")
    if schema is not None:
        yield from property_schemas(schema, (name,))


def _by_members(media: Part) -> str:
    for name in _VERDICTS:
        if next(_members(media, name), None) is not None:
            return f"its body has a member `{name}`"
    for items in _items(media):
        for name in _OF_ITEMS:
            if next(property_schemas(items, (name,)), None) is not None:
                return f"its body lists things that have a `{name}` each"
    return ""


def _items(media: Part) -> Iterator[Part]:
    """The schemas of what a list holds: of the whole body, or of a top-level member."""
    schema = media.child("schema")
    for part in property_schemas(schema, ()) if schema is not None else ():
        yield from _items_of(part)
        properties = part.child("properties")
        for name, _ in properties.members() if properties is not None else ():
            for member in property_schemas(part, (name,)):
                yield from _items_of(member)


def _items_of(part: Part) -> Iterator[Part]:
    items = part.child("items")
    if items is not None:
        yield items


def _by_words(media: Part) -> str:
    for name in _OUTCOMES:
        for part in _members(media, name):
            listed, only = part.child("enum"), part.child("const")
            for value in (*(listed.elements() if listed else ()), *((only,) if only else ())):
                if says_no(value.data):
                    return f"its `{name}` can be `{value.data}`"
    return ""


def says_no(word: Json) -> bool:
    """Return True if a word of a contract means a refusal, or not yet."""
    if not isinstance(word, str):
        return False
    small = word.lower()
    return small in _NO or small.startswith(_NEGATIONS) or any(piece in small for piece in _REFUSING)


def _by_examples(media: Part) -> str:
    seen: dict[str, Json] = {}
    schema = media.child("schema")
    for example in media_examples(media):
        for keys, value in _places(example.data):
            place = "/" + "/".join(keys)
            if place in seen and _differ(seen[place], value, schema, keys):
                return f"two of its examples differ in {place}"
            seen.setdefault(place, value)
    return ""


def _differ(first: Json, second: Json, schema: Part | None, keys: tuple[str, ...]) -> bool:
    """Return True if two values are a yes and a no, or two members of one enum."""
    if isinstance(first, bool) and isinstance(second, bool):
        return first is not second
    if schema is None or not isinstance(first, str) or not isinstance(second, str) or first == second:
        return False
    return any(part.child("enum") is not None for part in property_schemas(schema, keys))


def _places(value: Json) -> Iterator[tuple[tuple[str, ...], Json]]:
    """The leaves of an example that are members of mappings, each with its keys."""
    waiting: list[tuple[tuple[str, ...], Json]] = [((), value)]
    for _ in range(_MOST_PLACES):
        if not waiting:
            return
        keys, found = waiting.pop()
        if isinstance(found, dict):
            waiting.extend(((*keys, name), member) for name, member in found.items())
        elif not isinstance(found, list):
            yield keys, found
