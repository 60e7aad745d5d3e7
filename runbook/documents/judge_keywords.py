"""Keywords that jsonschema checks slowly, fatally or without saying enough; ours replace them.

Where a keyword breaks on one key of a mapping, the error's `message` is that key: `explain` finds the words.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Protocol, TypeAlias

from runbook.deferred import deferred
from runbook.documents.frozen import are_unique, freeze
from runbook.documents.keywords import TYPE_TESTS
from runbook.documents.patterns import Pattern, PatternError, compile_pattern
from runbook.values.json import Json
from runbook.values.numbers import is_multiple, is_number

if TYPE_CHECKING:
    from jsonschema import exceptions
    from jsonschema.exceptions import ValidationError
else:
    exceptions = deferred("jsonschema.exceptions")


class Judge(Protocol):
    """A validator of jsonschema, as its keywords see it."""

    def descend(
        self, instance: Json, schema: Json, path: str | int | None = None, schema_path: str | int | None = None
    ) -> "Iterator[ValidationError]":
        """What a part of the instance breaks of a part of the schema."""


Members: TypeAlias = dict[str, Json]
Keyword: TypeAlias = "Callable[[Judge, Json, Json, Members], Iterator[ValidationError]]"


def required(judge: Judge, names: Json, instance: Json, schema: Members) -> "Iterator[ValidationError]":
    """One error for each missing key."""
    if isinstance(instance, dict) and isinstance(names, list):
        for name in names:
            if isinstance(name, str) and name not in instance:
                yield exceptions.ValidationError(name)


def dependent_required(judge: Judge, needed: Json, instance: Json, schema: Members) -> "Iterator[ValidationError]":
    """One error for each missing key that another key needs."""
    if isinstance(instance, dict) and isinstance(needed, dict):
        for key, names in needed.items():
            if key in instance:
                yield from required(judge, names, instance, schema)


def additional_properties(judge: Judge, rest: Json, instance: Json, schema: Members) -> "Iterator[ValidationError]":
    """One error for each key that is not known, or what the others break."""
    if not isinstance(instance, dict):
        return
    known, patterns = schema.get("properties"), _patterns(schema)
    for key, value in instance.items():
        if (isinstance(known, dict) and key in known) or any(pattern.accepts(key) for pattern, _ in patterns):
            continue
        if rest is False:
            yield exceptions.ValidationError(key, path=[key])
        else:
            yield from _within(judge, value, rest, key)


def properties(judge: Judge, known: Json, instance: Json, schema: Members) -> "Iterator[ValidationError]":
    """What members break of the schemas for their keys."""
    if isinstance(instance, dict) and isinstance(known, dict):
        for key, inner in known.items():
            if key in instance:
                yield from _within(judge, instance[key], inner, key)


def items(judge: Judge, rest: Json, instance: Json, schema: Members) -> "Iterator[ValidationError]":
    """What elements break of their schema, those left out that have a position's."""
    first = schema.get("prefixItems")
    skipped = len(first) if isinstance(first, list) else 0
    if isinstance(instance, list):
        for index, element in enumerate(instance[skipped:], skipped):
            yield from _within(judge, element, rest, index)


def prefix_items(judge: Judge, first: Json, instance: Json, schema: Members) -> "Iterator[ValidationError]":
    """What the first elements break of the schemas for their positions."""
    if isinstance(instance, list) and isinstance(first, list):
        for index, (element, inner) in enumerate(zip(instance, first, strict=False)):
            yield from _within(judge, element, inner, index)


def _within(judge: Judge, value: Json, schema: Json, at: str | int) -> "Iterator[ValidationError]":
    """What a part breaks; jsonschema forgets the place of a part for which the schema is `false`."""
    if schema is False:
        yield exceptions.ValidationError("false", validator="false", path=[at], schema=False, instance=value)
    else:
        yield from judge.descend(value, schema, path=at)


def pattern_properties(judge: Judge, _: Json, instance: Json, schema: Members) -> "Iterator[ValidationError]":
    """What members break of the schemas for their keys' patterns."""
    if isinstance(instance, dict):
        for pattern, inner in _patterns(schema):
            for key, value in instance.items():
                if pattern.accepts(key):
                    yield from _within(judge, value, inner, key)


def property_names(judge: Judge, names: Json, instance: Json, schema: Members) -> "Iterator[ValidationError]":
    """One error for each key that is not as keys must be."""
    if isinstance(instance, dict):
        for key in instance:
            broken = list(judge.descend(key, names))
            if broken:
                yield exceptions.ValidationError(key, path=[key], context=broken)


def pattern(judge: Judge, text: Json, instance: Json, schema: Members) -> "Iterator[ValidationError]":
    """A text without the pattern; a pattern that cannot be read asserts nothing."""
    compiled = _compile(text)
    if isinstance(instance, str) and compiled is not None and not compiled.accepts(instance):
        yield exceptions.ValidationError("pattern" if compiled.can_try(instance) else "too long")


def enum(judge: Judge, options: Json, instance: Json, schema: Members) -> "Iterator[ValidationError]":
    """None of the choices."""
    if isinstance(options, list) and freeze(instance) not in map(freeze, options):
        yield exceptions.ValidationError("enum")


def const(judge: Judge, only: Json, instance: Json, schema: Members) -> "Iterator[ValidationError]":
    """Not the one choice."""
    if freeze(instance) != freeze(only):
        yield exceptions.ValidationError("const")


def unique_items(judge: Judge, unique: Json, instance: Json, schema: Members) -> "Iterator[ValidationError]":
    """An element twice."""
    if unique is True and isinstance(instance, list) and not are_unique(instance):
        yield exceptions.ValidationError("uniqueItems")


def exclusive_minimum(judge: Judge, limit: Json, instance: Json, schema: Members) -> "Iterator[ValidationError]":
    """Not above the limit; OpenAPI 3.0 writes `true` and the limit as `minimum`."""
    bound = schema.get("minimum") if limit is True else limit
    if is_number(instance) and is_number(bound) and instance <= bound:
        yield exceptions.ValidationError("exclusiveMinimum")


def exclusive_maximum(judge: Judge, limit: Json, instance: Json, schema: Members) -> "Iterator[ValidationError]":
    """Not below the limit; OpenAPI 3.0 writes `true` and the limit as `maximum`."""
    bound = schema.get("maximum") if limit is True else limit
    if is_number(instance) and is_number(bound) and instance >= bound:
        yield exceptions.ValidationError("exclusiveMaximum")


def minimum(judge: Judge, limit: Json, instance: Json, schema: Members) -> "Iterator[ValidationError]":
    """Below the limit."""
    if is_number(instance) and is_number(limit) and instance < limit:
        yield exceptions.ValidationError("minimum")


def maximum(judge: Judge, limit: Json, instance: Json, schema: Members) -> "Iterator[ValidationError]":
    """Above the limit."""
    if is_number(instance) and is_number(limit) and instance > limit:
        yield exceptions.ValidationError("maximum")


def multiple_of(judge: Judge, step: Json, instance: Json, schema: Members) -> "Iterator[ValidationError]":
    """Not a whole number of steps, exactly."""
    if is_number(instance) and is_number(step) and not is_multiple(instance, step):
        yield exceptions.ValidationError("multipleOf")


def type_of(judge: Judge, names: Json, instance: Json, schema: Members) -> "Iterator[ValidationError]":
    """None of the types; a number without a fraction is an integer however it is written."""
    wanted = names if isinstance(names, list) else [names]
    if not any(isinstance(name, str) and TYPE_TESTS[name](instance) for name in wanted):
        yield exceptions.ValidationError("type")


def _compile(text: Json) -> Pattern | None:
    try:
        return compile_pattern(text) if isinstance(text, str) else None
    except PatternError:
        return None


def _patterns(schema: Members) -> list[tuple[Pattern, Json]]:
    patterns = schema.get("patternProperties")
    if not isinstance(patterns, dict):
        return []
    compiled = [(_compile(text), inner) for text, inner in patterns.items()]
    return [(pattern, inner) for pattern, inner in compiled if pattern is not None]


OWN_KEYWORDS: dict[str, Keyword] = {
    "type": type_of,
    "minimum": minimum,
    "maximum": maximum,
    "multipleOf": multiple_of,
    "properties": properties,
    "items": items,
    "prefixItems": prefix_items,
    "required": required,
    "dependentRequired": dependent_required,
    "additionalProperties": additional_properties,
    "patternProperties": pattern_properties,
    "propertyNames": property_names,
    "pattern": pattern,
    "enum": enum,
    "const": const,
    "uniqueItems": unique_items,
    "exclusiveMinimum": exclusive_minimum,
    "exclusiveMaximum": exclusive_maximum,
}
