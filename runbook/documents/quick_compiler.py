"""From a schema to its quick check."""

from collections.abc import Iterator

from runbook.documents.keywords import assertions
from runbook.documents.local_reference import UnresolvedError, resolve_local
from runbook.documents.patterns import PatternError, compile_pattern
from runbook.documents.quick import (
    ALWAYS,
    NEVER,
    UNSURE,
    Check,
    Quick,
    either,
    every,
    exactly_one,
    none_of,
    remembering,
    some,
)
from runbook.documents.quick_containers import MemberChecks, has_dependents, has_elements, has_members, has_size
from runbook.documents.quick_values import has_pattern, is_choice, is_long, is_multiple, is_type, is_within
from runbook.values.json import Json
from runbook.values.numbers import is_number

_NOT_UNDERSTOOD = frozenset({
    "$dynamicRef", "dependentSchemas", "unevaluatedProperties", "unevaluatedItems",
    "contains", "minContains", "maxContains",
})  # fmt: skip
_ABOUT_MEMBERS = frozenset({
    "properties", "patternProperties", "additionalProperties", "propertyNames",
    "required", "minProperties", "maxProperties",
})  # fmt: skip
_LIMITS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")

Keywords = dict[str, Json]


class QuickCompiler:
    """Compiles schemas of one document. Each reference is compiled once; a cycle is closed by a late call.

    `remember`: what a reference makes of a value is computed once. Such checks are for one value, and one thread.
    """

    def __init__(self, root: Json, *, remember: bool = False) -> None:
        self._root = root
        self._remember = remember
        self._references: dict[str, Quick] = {}

    def compile(self, schema: Json) -> Quick:
        """The check of a schema; UNSURE for one that is none or needs jsonschema."""
        if isinstance(schema, bool):
            return ALWAYS if schema else NEVER
        if not isinstance(schema, dict):
            return UNSURE
        keywords = assertions(schema)
        if not _NOT_UNDERSTOOD.isdisjoint(keywords):
            return UNSURE
        whole = every([*_single(keywords), *self._containers(keywords), *self._logic(keywords)])
        if schema.get("nullable") is not True:
            return whole
        check = whole.check
        return Quick(lambda value: value is None or check(value), whole.exact)

    def _containers(self, keywords: Keywords) -> Iterator[Quick]:
        if not _ABOUT_MEMBERS.isdisjoint(keywords):
            yield self._members(keywords)
        if "items" in keywords or "prefixItems" in keywords:
            yield self._elements(keywords)

    def _members(self, keywords: Keywords) -> Quick:
        properties = {key: self.compile(schema) for key, schema in _mapping(keywords, "properties").items()}
        patterns = []
        for text, schema in _mapping(keywords, "patternProperties").items():
            try:
                patterns.append((compile_pattern(text), self.compile(schema)))
            except PatternError:
                return UNSURE
        additional, names = self._optional(keywords, "additionalProperties"), self._optional(keywords, "propertyNames")
        parts = [*properties.values(), *(part for _, part in patterns), *filter(None, (additional, names))]
        checks = MemberChecks(
            {key: part.check for key, part in properties.items()},
            [(pattern, part.check) for pattern, part in patterns],
            additional.check if additional else None,
            names.check if names else None,
        )
        required = frozenset(key for key in _list(keywords, "required") if isinstance(key, str))
        least, most = _range(keywords, "minProperties", "maxProperties")
        return has_members(checks, required, least, most, exact=all(part.exact for part in parts))

    def _elements(self, keywords: Keywords) -> Quick:
        first = [self.compile(schema) for schema in _list(keywords, "prefixItems")]
        rest = self._optional(keywords, "items")
        exact = all(part.exact for part in [*first, *filter(None, [rest])])
        return has_elements([part.check for part in first], rest.check if rest else None, exact=exact)

    def _optional(self, keywords: Keywords, keyword: str) -> Quick | None:
        part = self.compile(keywords[keyword]) if keyword in keywords else None
        return None if part is ALWAYS else part

    def _logic(self, keywords: Keywords) -> Iterator[Quick]:
        for keyword, value in keywords.items():
            match keyword:
                case "allOf":
                    yield every(self._all(value))
                case "anyOf":
                    yield some(self._all(value))
                case "oneOf":
                    yield exactly_one(self._all(value))
                case "not":
                    yield none_of(self.compile(value))
                case "if":
                    then, otherwise = keywords.get("then", True), keywords.get("else", True)
                    yield either(self.compile(value), self.compile(then), self.compile(otherwise))
                case "$ref":
                    yield self._reference(str(value))
                case _:
                    pass

    def _all(self, schemas: Json) -> list[Quick]:
        return [self.compile(schema) for schema in schemas] if isinstance(schemas, list) else []

    def _reference(self, reference: str) -> Quick:
        if reference not in self._references:
            self._references[reference] = Quick(self._late(reference), exact=False)
            try:
                target = self.compile(resolve_local(self._root, reference))
                self._references[reference] = remembering(target) if self._remember else target
            except UnresolvedError:
                self._references[reference] = UNSURE
        return self._references[reference]

    def _late(self, reference: str) -> Check:
        return lambda value: self._references[reference].check(value)


def _single(keywords: Keywords) -> Iterator[Quick]:
    """The parts about single values, and about how many elements there are."""
    if "type" in keywords:
        yield is_type(keywords["type"])
    if "const" in keywords:
        yield is_choice([keywords["const"]])
    if "enum" in keywords:
        yield is_choice(_list(keywords, "enum"))
    if "minLength" in keywords or "maxLength" in keywords:
        yield is_long(*_range(keywords, "minLength", "maxLength"))
    if "pattern" in keywords:
        yield has_pattern(str(keywords["pattern"]))
    yield from _numbers(keywords)
    if not {"minItems", "maxItems", "uniqueItems"}.isdisjoint(keywords):
        least, most = _range(keywords, "minItems", "maxItems")
        yield has_size(least, most, unique=keywords.get("uniqueItems") is True)
    if "dependentRequired" in keywords:
        dependents = _mapping(keywords, "dependentRequired")
        yield has_dependents({key: frozenset(map(str, _list(dependents, key))) for key in dependents})


def _numbers(keywords: Keywords) -> Iterator[Quick]:
    for keyword in _LIMITS:
        limit = keywords.get(keyword)
        if limit is True:  # OpenAPI 3.0: makes `minimum` or `maximum` exclusive
            limit = keywords.get(keyword.removeprefix("exclusive").lower())
        if is_number(limit):
            yield is_within(keyword, limit)
    step = keywords.get("multipleOf")
    if is_number(step):
        yield is_multiple(step)


def _range(keywords: Keywords, least: str, most: str) -> tuple[int, int | None]:
    low, high = keywords.get(least), keywords.get(most)
    return int(low) if is_number(low) else 0, int(high) if is_number(high) else None


def _mapping(keywords: Keywords, keyword: str) -> dict[str, Json]:
    value = keywords.get(keyword, {})
    return value if isinstance(value, dict) else {}


def _list(keywords: Keywords, keyword: str) -> list[Json]:
    value = keywords.get(keyword, [])
    return value if isinstance(value, list) else []
