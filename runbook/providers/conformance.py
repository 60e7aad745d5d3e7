"""Values against a contract's schemas: what is known is checked now, what is unknown when it is known."""

from collections.abc import Iterator

from runbook.by_identity import by_identity
from runbook.documents.schema import COST, Schema, compile_schema
from runbook.frozen import frozen
from runbook.providers.likely import likely
from runbook.values.json import Json, Pointer
from runbook.values.unknown import PartialText, SecretName, Unknown, Value


@frozen
class Violation:
    """One place where a value breaks its schema. `message`: what is expected there, without the value.

    `undecided`: judging it would take too long.
    """

    pointer: Pointer
    message: str
    undecided: bool = False


@by_identity
def _compiled(schema: Json) -> Schema:
    """Compiled once: a loop sends a thousand requests by the same few schemas."""
    return compile_schema(schema)


def may_take_long(schema: Json, size: int) -> bool:
    """Return True if judging a value that consists of so many values may take longer than a moment."""
    return not _compiled(schema).is_small_for(size)


def violations(schema: Json, value: Value) -> list[Violation]:
    """Where the known parts of `value` break `schema`."""
    if isinstance(value, (Unknown, PartialText, SecretName)):
        return []
    compiled = _compiled(schema)
    open_places = tuple(_unknown_places(value))
    if open_places and compiled.quickly_accepts(likely(schema, value)):
        return []  # there is a value for each unknown part with which nothing is broken
    found = compiled.findings(_stand_in(value))
    return [
        Violation(one.pointer, one.message, one.keyword == COST)
        for one in found
        if not _rests_on_unknown(one.pointer, open_places)
    ]


def _stand_in(value: Value) -> Json:
    match value:
        case Unknown() | PartialText() | SecretName():
            return None
        case list():
            return [_stand_in(element) for element in value]
        case dict():
            return {key: _stand_in(element) for key, element in value.items()}
        case _:
            return value


def _unknown_places(value: Value, at: Pointer = ()) -> Iterator[Pointer]:
    match value:
        case Unknown() | PartialText() | SecretName():
            yield at
        case list():
            for index, element in enumerate(value):
                yield from _unknown_places(element, (*at, index))
        case dict():
            for key, element in value.items():
                yield from _unknown_places(element, (*at, key))
        case _:
            return


def _rests_on_unknown(pointer: Pointer, places: tuple[Pointer, ...]) -> bool:
    """Whether a finding may be due to a stand-in: it is about an unknown part, or about something around one."""
    return any(place[: len(pointer)] == pointer or pointer[: len(place)] == place for place in places)
