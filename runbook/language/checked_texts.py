"""The texts of an input that must be ids: all but those that its schema declares as free text."""

from collections.abc import Iterator

from runbook.documents.finding import Finding
from runbook.documents.local_reference import UnresolvedError, resolve_local
from runbook.language.hidden_characters import HELP, RULE, first_hidden
from runbook.values.json import Json, Pointer

FREE_TEXT = "text"
"""The `format` of free text: a reason, a note, a message."""

_MOST_SCHEMAS = 200


def hidden_findings(schema: Json, value: Json) -> Iterator[Finding]:
    """Each text or key of a value that holds a character nobody can see, in its place; never the text itself."""
    yield from _hidden(schema, _parts(schema, schema), value, ())


def is_free_text(root: Json, schema: Json) -> bool:
    """Return True if a schema, or one that it is made of, declares free text."""
    return any(one.get("format") == FREE_TEXT for one in _parts(root, schema))


def _hidden(root: Json, schemas: list[dict[str, Json]], value: Json, at: Pointer) -> Iterator[Finding]:
    if any(one.get("format") == FREE_TEXT for one in schemas):
        return
    match value:
        case str():
            hidden = first_hidden(value)
            if hidden is not None:
                yield Finding(at, RULE, hidden.words, hint=HELP)
        case list():
            for index, element in enumerate(value):
                yield from _hidden(root, _elements(root, schemas, index), element, (*at, index))
        case dict():
            for key, member in value.items():
                hidden = first_hidden(key)
                if hidden is not None:
                    yield Finding((*at, key), RULE, f"has a key that {hidden.words}", on_key=True, hint=HELP)
                yield from _hidden(root, _members(root, schemas, key), member, (*at, key))
        case _:
            return


def _elements(root: Json, schemas: list[dict[str, Json]], index: int) -> list[dict[str, Json]]:
    found: list[dict[str, Json]] = []
    for schema in schemas:
        first = schema.get("prefixItems")
        own = first[index] if isinstance(first, list) and index < len(first) else schema.get("items")
        found += _parts(root, own)
    return found


def _members(root: Json, schemas: list[dict[str, Json]], key: str) -> list[dict[str, Json]]:
    found: list[dict[str, Json]] = []
    for schema in schemas:
        known = schema.get("properties")
        own = known[key] if isinstance(known, dict) and key in known else schema.get("additionalProperties")
        found += _parts(root, own)
    return found


def _parts(root: Json, schema: Json) -> list[dict[str, Json]]:
    """A schema and those it is made of."""
    waiting, found = [schema], list[dict[str, Json]]()
    while waiting and len(found) < _MOST_SCHEMAS:
        one = waiting.pop(0)
        if not isinstance(one, dict) or any(one is other for other in found):
            continue
        found.append(one)
        for keyword in ("allOf", "anyOf", "oneOf"):
            inner = one.get(keyword)
            waiting += inner if isinstance(inner, list) else []
        waiting += _referred(root, one.get("$ref"))
    return found


def _referred(root: Json, reference: Json) -> list[Json]:
    try:
        return [resolve_local(root, reference)] if isinstance(reference, str) else []
    except UnresolvedError:
        return []
