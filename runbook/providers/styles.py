"""Parameters as they are written: OpenAPI's styles, with and without `explode` (RFC 6570 in disguise).

A parameter becomes name=value pairs (query, cookie) or one text (header); a path segment is `segments`' business.
"""

from collections.abc import Callable, Iterator, Mapping

from runbook.frozen import frozen
from runbook.providers.contract import Parameter
from runbook.providers.encoding import percent_encoded, text_problem
from runbook.providers.request import Text
from runbook.providers.scalars import scalar_problem, scalar_text
from runbook.providers.symbolic import encoded, joined, known_parts, separated
from runbook.values.unknown import Value

Pair = tuple[str, Text]


@frozen
class StyleError(Exception):
    """A value that its style cannot write. `reason` continues a sentence whose subject is the argument."""

    reason: str


SEPARATORS: Mapping[str, str] = {"form": ",", "simple": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}


def pairs(parameter: Parameter, value: Value) -> tuple[Pair, ...]:
    """A query or cookie parameter, percent-encoded. Errors: StyleError."""
    name = percent_encoded(parameter.name)
    match value:
        case list() if parameter.explode and parameter.style == "form":
            return tuple((name, _url_text(element)) for element in value)
        case list():
            return ((name, separated(map(_url_text, value), _separator(parameter))),) if value else ()
        case dict() if parameter.style == "deepObject":
            return tuple((f"{name}%5B{percent_encoded(key)}%5D", _url_text(one)) for key, one in value.items())
        case dict() if parameter.explode:
            return tuple((percent_encoded(key), _url_text(element)) for key, element in value.items())
        case dict():
            return ((name, separated(_flat(value, _url_text), _separator(parameter))),) if value else ()
        case _:
            return ((name, _url_text(value)),)


def header_text(parameter: Parameter, value: Value) -> Text:
    """A header parameter; its only style is `simple`. Errors: StyleError."""
    match value:
        case list():
            return separated(map(_plain_text, value), ",")
        case dict() if parameter.explode:
            return separated((joined((key, "=", _plain_text(one))) for key, one in value.items()), ",")
        case dict():
            return separated(_flat(value, _plain_text), ",")
        case _:
            return _plain_text(value)


def _separator(parameter: Parameter) -> str:
    if parameter.style not in SEPARATORS:
        raise StyleError(f"cannot be written in the style {parameter.style}")
    return SEPARATORS[parameter.style]


def _flat(value: Mapping[str, Value], write: Callable[[Value], Text]) -> Iterator[Text]:
    for key, element in value.items():
        yield write(key)
        yield write(element)


def _plain_text(value: Value) -> Text:
    reason = scalar_problem(value)
    if reason:
        raise StyleError(reason)
    return scalar_text(value)


def _url_text(value: Value) -> Text:
    text = _plain_text(value)
    for part in known_parts(text):
        reason = text_problem(part)
        if reason:
            raise StyleError(reason)
    return encoded(text, percent_encoded)
