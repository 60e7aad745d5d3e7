"""The keywords that assert something."""

from decimal import Decimal

import pytest

from runbook.documents.keywords import ASSERTIONS, assertions, asserts, is_number


@pytest.mark.parametrize(
    ("keyword", "value"),
    [("type", "date"), ("type", []), ("type", ["string", "file"]), ("type", 7), ("required", True), ("required", "a"),
     ("required", [1]), ("properties", []), ("properties", {"a": 1}), ("items", [{}]), ("items", "x"),
     ("minLength", -1),
     ("minLength", "3"), ("minLength", True), ("maxItems", Decimal("1.5")),
     ("minimum", True), ("minimum", "0"), ("multipleOf", 0),
     ("enum", "a"), ("pattern", 3), ("allOf", []), ("anyOf", {}), ("oneOf", [1]), ("not", None), ("uniqueItems", "yes"),
     ("dependentRequired", {"a": "b"}), ("$ref", 1), ("title", "x"), ("format", "date"), ("x-any", {})],
)  # fmt: skip
def test_a_malformed_or_unknown_keyword_asserts_nothing(keyword: str, value: object) -> None:
    assert not asserts(keyword, value)  # type: ignore[arg-type]
    assert assertions({keyword: value}) == {}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("keyword", "value"),
    [("type", "string"), ("type", ["string", "null"]), ("required", []), ("minLength", Decimal("3.0")),
     ("exclusiveMinimum", True),
     ("exclusiveMinimum", 3), ("const", None), ("enum", []), ("items", False), ("multipleOf", Decimal("0.1")),
     ("if", True)],
)  # fmt: skip
def test_a_well_formed_keyword_asserts(keyword: str, value: object) -> None:
    assert asserts(keyword, value)  # type: ignore[arg-type]


def test_every_form_says_in_words_what_it_takes() -> None:
    assert all(form.words for form in ASSERTIONS.values())


def test_a_boolean_is_no_number() -> None:
    assert is_number(Decimal("1.5"))
    assert not is_number(True)
