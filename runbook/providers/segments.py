"""Paths: a contract's template, and one percent-encoded segment for each parameter (THREATS R8, R30)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from runbook.deferred import pattern
from runbook.providers.contract import Parameter
from runbook.providers.encoding import percent_encoded, segment_problem, text_problem, too_large
from runbook.providers.problem import Problem
from runbook.providers.request import Text
from runbook.providers.symbolic import encoded, joined, known_parts
from runbook.values.numbers import is_number, is_whole, number_text, shortest
from runbook.values.unknown import PartialText, SecretName, Unknown, Value

_PLACEHOLDER = pattern(r"\{([^{}/]+)\}")


def pieces(template: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a path template: literal text (False) and names of parameters (True), in order."""
    at = 0
    for match in _PLACEHOLDER.finditer(template):
        if match.start() > at:
            yield template[at : match.start()], False
        yield match.group(1), True
        at = match.end()
    if at < len(template):
        yield template[at:], False


def path_value_problem(value: Value) -> str | None:
    """Why a value cannot be a segment: only non-empty text and whole numbers can."""
    match value:
        case str():
            return segment_problem(value)
        case PartialText():
            return next((reason for part in known_parts(value) if (reason := text_problem(part))), None)
        case bool():
            return "is a boolean"
        case int() | Decimal():
            return too_large(value) if is_whole(value) else "is a number with a fraction"
        case Unknown():
            return None
        case None:
            return "is null"
        case list():
            return "is a list"
        case dict():
            return "is a mapping"
        case SecretName():
            return "is a secret, and paths are shown and logged"


def segment(parameter: Parameter, value: Value) -> Text:
    """One parameter in its style; the value has no `path_value_problem`. 42.0 is written 42: it is the same number."""
    text = number_text(shortest(value)) if is_number(value) else value
    if not isinstance(text, (str, Unknown, PartialText)):
        raise ValueError("not a segment")
    written = encoded(text, percent_encoded)
    match parameter.style:
        case "label":
            return joined((".", written))
        case "matrix":
            return joined((f";{percent_encoded(parameter.name)}=", written))
        case _:
            return written


def build_path(template: str, texts: Mapping[str, Text]) -> Text | Problem:
    """The path with each parameter's text in its place."""
    parts: list[Text] = []
    for piece, is_name in pieces(template):
        if is_name and piece not in texts:
            return Problem(piece, f'the contract\'s path has "{{{piece}}}" without a path parameter of that name')
        parts.append(texts[piece] if is_name else piece)
    path = joined(parts)
    if isinstance(path, str) and any(one in (".", "..") for one in path.split("/")):
        return Problem("", "the arguments change the shape of the path")
    return path
