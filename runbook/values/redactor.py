"""The second net for secrets: text in which they are masked, in whatever encoding they turn up.

The first net is that secrets are names until a request is written (`SecretName`).
"""

import base64
import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from urllib.parse import quote, quote_plus

from runbook.deferred import pattern

MASK = "<secret>"
SHORTEST = 8
"""Masking shorter texts would ruin every log (THREATS 3.5)."""

_PUBLIC_PREFIX = pattern(r"(?:[a-z]{2,8}_)+")


class Redactor:
    """Masks known secrets. Case is ignored: a masked log with one word too many beats a leak."""

    def __init__(self, secrets: Iterable[str]) -> None:
        """`secrets`: the values; those shorter than `SHORTEST` are not masked."""
        forms = {form for secret in secrets for form in forms_of(secret)}
        self._folded = frozenset(form.casefold() for form in forms)
        self._longest_first = sorted(forms, key=lambda form: (-len(form), form))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Of every form; compiled when one turns up, because most texts hold none."""
        return re.compile("|".join(map(re.escape, self._longest_first)), re.IGNORECASE)

    def redact(self, text: str) -> str:
        """`text` with every form of every secret masked; fast where there is none."""
        folded = text.casefold()
        if any(form in folded for form in self._folded):
            return self._pattern.sub(MASK, text)
        return text


def forms_of(secret: str) -> Iterator[str]:
    """Every text of at least `SHORTEST` characters that gives this secret away."""
    for whole in {secret, secret.strip()}:
        if len(whole) >= SHORTEST:
            yield from (form for form in _forms(whole) if len(form) >= SHORTEST)


def _forms(secret: str) -> Iterator[str]:
    yield secret
    yield from _fragments(secret)
    data = secret.encode("utf-8", "surrogatepass")
    yield data.hex()
    yield from (data.hex(separator) for separator in ":- ")
    yield from _aligned(data, base64.b64encode, 3, 8)
    yield from _aligned(data, base64.urlsafe_b64encode, 3, 8)
    yield from _aligned(data, base64.b32encode, 5, 8)
    yield from _escaped(secret)


def _fragments(secret: str) -> Iterator[str]:
    """The parts of a JWT; the first and last characters of anything, without a prefix that is public anyway."""
    parts = secret.split(".")
    if len(parts) == 3:
        yield from parts
    private = _PUBLIC_PREFIX.sub("", secret, count=1)
    if len(private) >= 2 * SHORTEST:
        yield private[:SHORTEST]
        yield private[-SHORTEST:]


def _escaped(secret: str) -> Iterator[str]:
    for text in (quote(secret, safe=""), quote(secret), quote_plus(secret)):
        yield text
        yield quote(text, safe="")
    for ascii_only in (True, False):
        text = json.dumps(secret, ensure_ascii=ascii_only)[1:-1]
        yield text
        yield text.replace("/", "\\/")
        yield json.dumps(text, ensure_ascii=ascii_only)[1:-1]
    yield repr(secret)[1:-1]
    yield "".join(_HTML.get(character, character) for character in secret)


_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"}


def _aligned(data: bytes, encode: Callable[[bytes], bytes], unit: int, bits: int) -> Iterator[str]:
    """The characters that are the same wherever `data` stands inside longer data that is encoded as a whole."""
    for offset in range(unit):
        text = encode(b"\0" * offset + data).decode("ascii").rstrip("=")
        per_unit = len(encode(b"\0" * unit))
        first = -(-offset * per_unit // unit)
        whole = (offset + len(data)) * per_unit // unit
        yield text[first:whole]
