"""Patterns as JSON Schema means them, in bounded time."""

from time import process_time

import pytest

from runbook.documents.patterns import PatternError, compile_pattern

BOMBS = [
    "^(a+)+$",
    "^(a|a)*$",
    "^(a|aa)+$",
    "^(a*)*b$",
    "(x+x+)+y",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
    "^(a?){25}a{25}$",
    "a*a*a*a*a*b",
    "^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$",
    "(?=(a+)+$)b",
]


@pytest.mark.parametrize("bomb", BOMBS)
@pytest.mark.parametrize("text", ["a" * 30 + "!", "a" * 5_000 + "!", "a" * 131_072])
def test_no_pattern_takes_long(bomb: str, text: str) -> None:
    begin = process_time()
    compile_pattern(bomb).accepts(text)
    assert process_time() - begin < 1


def test_long_texts_are_still_told_apart_where_backtracking_would_explode() -> None:
    slug = compile_pattern("^[a-z0-9]+(-[a-z0-9]+)*$")
    assert slug.accepts("a-long-name-of-more-than-twenty-characters")
    assert not slug.accepts("a-long-name-of-more-than-twenty-characters-")


def test_what_neither_engine_can_try_is_not_accepted() -> None:
    pattern = compile_pattern(r"(?=(a+)+)\w")
    assert not pattern.can_try("a" * 40)
    assert not pattern.accepts("a" * 40)


@pytest.mark.parametrize(
    ("pattern", "text", "accepted"),
    [
        ("^[a-z]+$", "abc", True),
        ("^[a-z]+$", "abc\n", False),
        ("b", "abc", True),
        (r"^\d+$", "٣", False),
        (r"^\w+$", "é", False),
        (r"^[$]\$$", "$$", True),
        ("^(?<year>[0-9]{4})$", "2024", True),
        ("(?<=a)b", "ab", True),
        ("", "anything", True),
        ("^a.c$", "a\nc", False),
        (r"^\x41\u0042$", "AB", True),
        ("^[^$]$", "$", False),
    ],
)
def test_patterns_mean_what_ecma_262_says(pattern: str, text: str, accepted: bool) -> None:
    assert compile_pattern(pattern).accepts(text) is accepted


@pytest.mark.parametrize(
    "pattern", ["(", "[a", "*a", r"\p{L}", "a{3,1}", "(?<n>a)(?<n>b)", "x" * 5_000, "a" * 9 + "{99999999999}"]
)
def test_what_cannot_be_read_is_an_error(pattern: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(pattern)
