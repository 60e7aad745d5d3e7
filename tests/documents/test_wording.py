"""Demands in words."""

from decimal import Decimal

import pytest

from runbook.documents.keywords import ASSERTIONS
from runbook.documents.wording import demand, noun, option_words, shorten


@pytest.mark.parametrize(
    ("keyword", "value", "words"),
    [
        ("type", "array", "be a list"),
        ("type", ["string", "null"], "be text or null"),
        ("enum", ["a", 1, None, True, [2]], 'be one of: "a", 1, null, true, a list'),
        ("const", "x", 'be "x"'),
        ("minLength", 1, "have at least 1 character"),
        ("maxItems", Decimal("3.0"), "have at most 3 elements"),
        ("minimum", 0, "be at least 0"),
        ("exclusiveMaximum", Decimal("2.5"), "be less than 2.5"),
        ("exclusiveMaximum", True, "be less than the limit"),
        ("pattern", "^a$", "match the pattern ^a$"),
        ("uniqueItems", True, "be a list without repetitions"),
    ],
)
def test_a_demand_follows_must(keyword: str, value: object, words: str) -> None:
    demanded = demand(keyword, value)  # type: ignore[arg-type]
    assert demanded is not None
    assert " ".join(demanded) == words


def test_many_choices_are_shown_only_in_part() -> None:
    demanded = demand("enum", [str(number) for number in range(50)])
    assert demanded is not None
    assert demanded[1].endswith('"11" and 38 more')


def test_what_has_no_words_has_none() -> None:
    assert demand("$dynamicRef", "#x") is None


def test_no_demand_fails_for_a_value_of_the_wrong_kind() -> None:
    for keyword in ASSERTIONS:
        for value in (None, True, 7, "x", [], {}):
            demand(keyword, value)  # type: ignore[arg-type]


def test_every_kind_of_value_has_a_noun() -> None:
    nouns = [noun(value) for value in (None, True, "x", 7, Decimal("1.5"), [], {})]  # type: ignore[arg-type]
    assert nouns == ["null", "true or false", "text", "a number", "a number", "a list", "a mapping"]


def test_only_words_are_offered_as_options() -> None:
    assert option_words(["a", 1, None]) == ("a",)
    assert option_words("a") == ()


def test_long_texts_are_shortened() -> None:
    assert shorten("x" * 80) == "x" * 80
    assert len(shorten("x" * 81)) == 80
