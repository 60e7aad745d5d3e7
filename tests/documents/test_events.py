"""The two parsers."""

import pytest
from yaml.events import ScalarEvent

from runbook.documents.events import YamlEventError, fast_events, portable_events


def words(events: object) -> list[str]:
    return [event.value for event in events if isinstance(event, ScalarEvent)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("events", [fast_events, portable_events])
def test_both_parsers_tell_the_same_words(events: object) -> None:
    assert words(events("a: [1, 'two', \"thr\\u0065e\"]\nb: |\n  four\n")) == ["a", "1", "two", "three", "b", "four\n"]  # type: ignore[operator]


@pytest.mark.parametrize("events", [fast_events, portable_events])
@pytest.mark.parametrize(
    "text", ['a: "x', "a: [", "a: \x07", "\x07", 'a: "\\U00110000"', 'a: "\\ud800"', "a: @", "- a\nb", '"\\xzz"']
)
def test_every_trouble_is_one_kind_of_error_with_a_place(events: object, text: str) -> None:
    with pytest.raises(YamlEventError) as caught:
        words(events(text))  # type: ignore[operator]
    assert caught.value.problem
    assert 0 <= caught.value.start <= len(text)
    assert 0 <= caught.value.at <= len(text)


def test_an_unreadable_character_is_placed_by_characters_not_by_bytes() -> None:
    with pytest.raises(YamlEventError) as caught:
        words(fast_events("é: ñ\x07"))
    assert caught.value.at == 4
