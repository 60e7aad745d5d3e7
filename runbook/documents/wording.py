"""What each keyword of JSON Schema demands, in words that follow `must`."""

from collections.abc import Callable
from decimal import Decimal

from runbook.values.json import Json
from runbook.values.numbers import is_number, number_text

_NOUNS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "null",
}
_MOST_OPTIONS = 12
_LONGEST = 80


def demand(keyword: str, value: Json) -> tuple[str, str] | None:
    """The verb and the rest: ("be", "a list"), ("have", "at least 3 elements"); none for what has no words."""
    verb, words = _DEMANDS.get(keyword, ("", None))
    return (verb, words(value)) if words is not None else None


def noun(value: Json) -> str:
    """What kind of thing a value is, in words."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case str():
            return "text"
        case int() | Decimal():
            return "a number"
        case list():
            return "a list"
        case dict():
            return "a mapping"


def option_words(value: Json) -> tuple[str, ...]:
    """The words among the choices of a schema."""
    return tuple(option for option in value if isinstance(option, str)) if isinstance(value, list) else ()


def shorten(text: str) -> str:
    """Enough of a text to recognise it."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def _types(value: Json) -> str:
    names = value if isinstance(value, list) else [value]
    return " or ".join(_NOUNS[name] for name in names if isinstance(name, str) and name in _NOUNS)


def _choices(value: Json) -> str:
    options = value if isinstance(value, list) else []
    shown = ", ".join(map(_one, options[:_MOST_OPTIONS]))
    more = len(options) - _MOST_OPTIONS
    return f"one of: {shown}" + (f" and {more} more" if more > 0 else "")


def _one(value: Json) -> str:
    match value:
        case str():
            return f'"{shorten(value)}"'
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return shorten(number_text(value))
        case _:
            return noun(value)


def _counted(prefix: str, unit: str, units: str) -> Callable[[Json], str]:
    def words(value: Json) -> str:
        count = int(value) if is_number(value) else 0
        return f"{prefix} {count} {unit if count == 1 else units}"

    return words


def _number(prefix: str) -> Callable[[Json], str]:
    return lambda value: f"{prefix} {_one(value)}" if not isinstance(value, bool) else f"{prefix} the limit"


_DEMANDS: dict[str, tuple[str, Callable[[Json], str]]] = {
    "type": ("be", _types),
    "enum": ("be", _choices),
    "const": ("be", _one),
    "pattern": ("match", lambda value: f"the pattern {shorten(str(value))}"),
    "minLength": ("have", _counted("at least", "character", "characters")),
    "maxLength": ("have", _counted("at most", "character", "characters")),
    "minItems": ("have", _counted("at least", "element", "elements")),
    "maxItems": ("have", _counted("at most", "element", "elements")),
    "minProperties": ("have", _counted("at least", "member", "members")),
    "maxProperties": ("have", _counted("at most", "member", "members")),
    "minimum": ("be", _number("at least")),
    "maximum": ("be", _number("at most")),
    "exclusiveMinimum": ("be", _number("more than")),
    "exclusiveMaximum": ("be", _number("less than")),
    "multipleOf": ("be", _number("a multiple of")),
    "uniqueItems": ("be", lambda _: "a list without repetitions"),
    "contains": ("have", lambda _: "an element of the kind that is required"),
    "not": ("be", lambda _: "something else"),
    "oneOf": ("fit", lambda _: "exactly one of the possible forms"),
    "anyOf": ("fit", lambda _: "one of the possible forms"),
}
