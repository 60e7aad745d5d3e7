import pytest

from runbook.providers.words import LONGEST, provider_words
from runbook.values.json import Json


@pytest.mark.parametrize(
    ("pointer", "body", "expected"),
    [
        ("/message", {"message": "Unable to cancel case."}, "Unable to cancel case."),
        ("/error/message", {"error": {"message": "x"}}, "x"),
        ("/message", {"message": ["a must be a string", "b is required"]}, "a must be a string; b is required"),
        ("/message", {"message": []}, None),
        ("/message", {"message": [1]}, None),
        ("/message", {"message": 5}, None),
        ("/message", {}, None),
        ("/message", None, None),
        ("/message", ["message"], None),
        ("/message", "Invalid case\n", "Invalid case"),
        (None, {"message": "x"}, None),
        ("", "whole", "whole"),
    ],
)
def test_the_words_stand_at_the_pointer(pointer: str | None, body: Json, expected: str | None) -> None:
    assert provider_words(pointer, body) == expected


def test_words_are_bounded() -> None:
    assert len(provider_words("/m", {"m": "x" * 10_000}) or "") == LONGEST
