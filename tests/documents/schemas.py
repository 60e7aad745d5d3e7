"""Schemas and values for property tests."""

from decimal import Decimal

import jsonschema
from hypothesis import strategies as st

from runbook.values.json import Json
from runbook.values.numbers import is_whole

ORACLE = jsonschema.validators.extend(
    jsonschema.Draft202012Validator,
    type_checker=jsonschema.Draft202012Validator.TYPE_CHECKER.redefine("integer", lambda _, value: is_whole(value)),
)
"""jsonschema, which knows decimals, but not that 1.0 is a whole number."""

KEYS = st.sampled_from(["a", "b", "c", "x-d"])
NUMBERS = st.integers(-3, 3) | st.sampled_from(list(map(Decimal, ["0.5", "1.0", "2.0", "-1.5", "0.30"])))
SCALARS = st.none() | st.booleans() | NUMBERS | st.text("ab1\n", max_size=3)
VALUES: st.SearchStrategy[Json] = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=6
)
COUNTS = st.integers(0, 3)
TYPES = st.sampled_from(["string", "integer", "number", "boolean", "array", "object", "null"])


def keywords(inner: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    """A schema with a few keywords whose parts come from `inner`."""
    schemas = st.lists(inner, min_size=1, max_size=3)
    return st.fixed_dictionaries(
        {},
        optional={
            "type": TYPES | st.lists(TYPES, min_size=1, max_size=2, unique=True),
            "enum": st.lists(VALUES, max_size=3),
            "const": VALUES,
            "properties": st.dictionaries(KEYS, inner, max_size=3),
            "patternProperties": st.dictionaries(st.sampled_from(["^x-", "a", "^[ab]$"]), inner, max_size=2),
            "additionalProperties": inner,
            "propertyNames": inner,
            "required": st.lists(KEYS, max_size=2, unique=True),
            "dependentRequired": st.dictionaries(KEYS, st.lists(KEYS, max_size=2, unique=True), max_size=2),
            "minProperties": COUNTS,
            "maxProperties": COUNTS,
            "items": inner,
            "prefixItems": schemas,
            "contains": inner,
            "minItems": COUNTS,
            "maxItems": COUNTS,
            "uniqueItems": st.booleans(),
            "minLength": COUNTS,
            "maxLength": COUNTS,
            "pattern": st.sampled_from(["^a", "[0-9]", "b|1", "^(a|b)*1"]),
            "minimum": NUMBERS,
            "maximum": NUMBERS,
            "exclusiveMinimum": NUMBERS,
            "exclusiveMaximum": NUMBERS,
            "multipleOf": st.sampled_from([1, 2, Decimal("0.5"), Decimal("0.1")]),
            "allOf": schemas,
            "anyOf": schemas,
            "oneOf": schemas,
            "not": inner,
            "if": inner,
            "then": inner,
            "else": inner,
            "unevaluatedProperties": inner,
            "title": st.just("a remark"),
        },
    )


SCHEMAS: st.SearchStrategy[Json] = st.recursive(st.booleans(), keywords, max_leaves=6)
