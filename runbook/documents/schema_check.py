"""Whether something is a JSON Schema that means what its author thinks: no unknown, malformed or dead keyword.

As strict as the metaschema of 2020-12, and stricter: that one lets `requried` pass. OpenAPI's additions are known.
"""

from collections.abc import Iterator

from runbook.documents.finding import Finding
from runbook.documents.keywords import (
    ANYTHING,
    ASSERTIONS,
    BOOLEAN,
    LIST,
    MAPPING,
    SCHEMA,
    SCHEMA_LIST,
    SCHEMA_MAPPING,
    TEXT,
    TYPES,
    WORDS,
    WORDS_MAPPING,
    Form,
)
from runbook.documents.local_reference import UnresolvedError, resolve_local
from runbook.documents.patterns import PatternError, compile_pattern
from runbook.documents.wording import noun, shorten
from runbook.values.json import Json, Pointer

_REMARKS = {
    "$schema": TEXT, "$id": TEXT, "$anchor": TEXT, "$dynamicAnchor": TEXT, "$comment": TEXT, "$vocabulary": MAPPING,
    "$defs": SCHEMA_MAPPING, "definitions": SCHEMA_MAPPING, "title": TEXT, "description": TEXT, "default": ANYTHING,
    "examples": LIST, "deprecated": BOOLEAN, "readOnly": BOOLEAN, "writeOnly": BOOLEAN, "format": TEXT,
    "contentEncoding": TEXT, "contentMediaType": TEXT, "contentSchema": SCHEMA,
    "nullable": BOOLEAN, "example": ANYTHING, "discriminator": MAPPING, "xml": MAPPING, "externalDocs": MAPPING,
}  # fmt: skip
_KEYWORDS = {**ASSERTIONS, **_REMARKS}
_NAMES = tuple(_KEYWORDS)


def check_schema(schema: Json, root: "Json | None" = None) -> list[Finding]:
    """What is wrong with a schema whose local references lead into `root` (itself when there is none)."""
    return list(_check(schema, schema if root is None else root, ()))


def _check(schema: Json, root: Json, pointer: Pointer) -> Iterator[Finding]:
    if isinstance(schema, dict):
        for keyword, value in schema.items():
            yield from _check_keyword(keyword, value, root, (*pointer, keyword))
    elif not isinstance(schema, bool):
        yield Finding(pointer, "type", f"must be a schema, not {noun(schema)}", expected="a schema")


def _check_keyword(keyword: str, value: Json, root: Json, pointer: Pointer) -> Iterator[Finding]:
    form = _KEYWORDS.get(keyword)
    if form is None:
        if not keyword.startswith("x-"):
            message = f'unknown keyword "{shorten(keyword)}"'
            yield Finding(pointer, "unknown", message, on_key=True, options=_NAMES)
    elif form is SCHEMA:
        yield from _check(value, root, pointer)
    elif form is SCHEMA_MAPPING and isinstance(value, dict):
        for name, part in value.items():
            if keyword == "patternProperties":
                yield from _check_pattern(name, (*pointer, name), on_key=True)
            yield from _check(part, root, (*pointer, name))
    elif form is SCHEMA_LIST and isinstance(value, list) and value:
        for index, part in enumerate(value):
            yield from _check(part, root, (*pointer, index))
    elif not form.holds(value):
        yield _malformed(keyword, form, pointer)
    else:
        yield from _check_meaning(keyword, value, root, pointer)


def _malformed(keyword: str, form: Form, pointer: Pointer) -> Finding:
    options = TYPES if keyword == "type" else ()
    return Finding(pointer, keyword, f"must be {form.words}", expected=form.words, options=options)


def _check_meaning(keyword: str, value: Json, root: Json, pointer: Pointer) -> Iterator[Finding]:
    """What is well formed and still wrong: repeated names, patterns that cannot be read, references to nowhere."""
    for words, at in _name_lists(keyword, value, pointer):
        if len(set(words)) < len(words):
            yield Finding(at, keyword, "names something twice", expected="different names")
    if keyword == "pattern":
        yield from _check_pattern(str(value), pointer, on_key=False)
    elif keyword == "$ref":
        yield from _check_reference(str(value), root, pointer)


def _name_lists(keyword: str, value: Json, pointer: Pointer) -> Iterator[tuple[list[str], Pointer]]:
    form = _KEYWORDS[keyword]
    lists = value if form is WORDS_MAPPING and isinstance(value, dict) else {"": value}
    if form in (WORDS, WORDS_MAPPING) or keyword == "type":
        for name, words in lists.items():
            if isinstance(words, list):
                yield [str(word) for word in words], (*pointer, name) if form is WORDS_MAPPING else pointer


def _check_pattern(text: str, pointer: Pointer, *, on_key: bool) -> Iterator[Finding]:
    try:
        compile_pattern(text)
    except PatternError as error:
        yield Finding(pointer, "pattern", f"this pattern cannot be read: {error}", on_key=on_key)


def _check_reference(reference: str, root: Json, pointer: Pointer) -> Iterator[Finding]:
    try:
        resolve_local(root, reference)
    except UnresolvedError:
        reason = "is not in this document" if reference.startswith("#") else "is outside; nothing is fetched"
        yield Finding(pointer, "$ref", f"{shorten(reference)} {reason}")
