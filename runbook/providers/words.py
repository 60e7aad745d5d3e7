"""The provider's words in an error body."""

from runbook.values.json import Json, at_pointer, parse_pointer

LONGEST = 2_000


def provider_words(pointer: str | None, body: Json) -> str | None:
    """What stands at the contract's error-message pointer: text, or a list of texts joined by `; `.

    A body that is plain text is the message itself. None when the body has no words there.
    """
    if isinstance(body, str):
        return body.strip()[:LONGEST] or None
    if pointer is None:
        return None
    found, words = at_pointer(body, parse_pointer(pointer))
    if not found:
        return None
    if isinstance(words, list) and words and all(isinstance(word, str) for word in words):
        return "; ".join(str(word) for word in words)[:LONGEST]
    return words[:LONGEST] if isinstance(words, str) else None
