"""What a contract's examples say. Examples are data: `{{ }}` in them is never rendered."""

from collections.abc import Iterator

from runbook.providers.part import Part
from runbook.values.json import Json, at_pointer, parse_pointer

RULE = "contract-example"
_STATUS_MEMBERS = ("statusCode", "status_code", "status", "httpStatus")
_COMPOSITIONS = ("allOf", "oneOf", "anyOf")
_MOST_STEPS = 64
"""How many schemas are looked at for one property; composed schemas may refer to themselves."""


def media_examples(media: Part) -> Iterator[Part]:
    """The example values of a media type: its own, and those of its schema."""
    yield from _plain(media)
    examples = media.child("examples")
    for _, entry in examples.members() if examples else ():
        resolved = entry.resolved()
        value = resolved.child("value") if resolved else None
        if value is not None:
            yield value
    schema = media.child("schema")
    resolved = schema.resolved() if schema else None
    if resolved is not None:
        yield from schema_examples(resolved)


def schema_examples(schema: Part) -> Iterator[Part]:
    """The example values of a schema: `example`, the list `examples`, and Stoplight's `x-examples`."""
    yield from _plain(schema)
    listed = schema.child("examples")
    yield from listed.elements() if listed else ()
    named = schema.child("x-examples")
    yield from (value for _, value in named.members()) if named else ()


def _plain(part: Part) -> Iterator[Part]:
    example = part.child("example")
    if example is not None:
        yield example


def media_words(media: Part, pointer: str, status: str) -> list[str]:
    """The texts that the examples of an answer have at `pointer`; those of another status are noted and left out."""
    keys = parse_pointer(pointer)
    words: list[str] = []
    for example in media_examples(media):
        if _fits(example, status):
            _add(words, at_pointer(example.data, keys)[1])
    schema = media.child("schema")
    for part in property_schemas(schema, keys) if schema and keys else ():
        for example in schema_examples(part):
            _add(words, example.data)
        for value in (part.child("const"), *(listed.elements() if (listed := part.child("enum")) else ())):
            _add(words, value.data if value else None)
    return words


def _add(words: list[str], value: Json) -> None:
    if isinstance(value, str) and value and value not in words:
        words.append(value)


def _fits(example: Part, status: str) -> bool:
    """Whether an example can be one of this answer: it does not name another status itself."""
    said = _status_of(example.data)
    if said is None or status == "default" or str(said) == status or f"{said // 100}XX" == status:
        return True
    example.note(RULE, f"this example says {said} but stands in a {status}; its words are not counted")
    return False


def _status_of(example: Json) -> int | None:
    for name in _STATUS_MEMBERS if isinstance(example, dict) else ():
        value = example.get(name) if isinstance(example, dict) else None
        if isinstance(value, int) and not isinstance(value, bool) and 100 <= value <= 599:
            return value
    return None


def property_schemas(schema: Part, keys: tuple[str, ...]) -> Iterator[Part]:
    """The schemas that describe what stands at `keys` of a value, through references and compositions."""
    waiting = [(schema, keys)]
    for _ in range(_MOST_STEPS):
        if not waiting:
            return
        part, rest = waiting.pop()
        resolved = part.resolved()
        if resolved is None:
            continue
        for name in _COMPOSITIONS:
            members = resolved.child(name)
            waiting.extend((member, rest) for member in (members.elements() if members else ()))
        if not rest:
            yield resolved
        elif (properties := resolved.child("properties")) and (member := properties.child(rest[0])):
            waiting.append((member, rest[1:]))


def has_example_at(media: Part, keys: tuple[str, ...]) -> bool:
    """Whether a schema or an example of this media type has something at `keys`."""
    schema = media.child("schema")
    if schema is not None and next(property_schemas(schema, keys), None) is not None:
        return True
    return any(at_pointer(example.data, keys)[0] for example in media_examples(media))
