"""Values that only a run can supply, and secrets, which no plan may hold."""

from decimal import Decimal
from typing import TypeAlias, cast

from runbook.frozen import frozen
from runbook.values.json import Json
from runbook.values.shape import Shape


@frozen
class Unknown:
    """A value that only a run can supply. `origin`: the expression that will supply it, for people.

    `perhaps`: it may not be there at all, or be null, which stops a step that needs it.
    """

    shape: Shape
    origin: str
    perhaps: bool = False


@frozen
class PartialText:
    """Text of which some parts are not known yet."""

    parts: "tuple[str | Unknown, ...]"


@frozen
class SecretName:
    """A reference to a secret. Its value exists only where the request is written to the socket."""

    name: str


Value: TypeAlias = (
    bool | int | Decimal | str | list["Value"] | dict[str, "Value"] | Unknown | PartialText | SecretName | None
)
"""JSON in which parts may be unknown or secret."""


def as_value(data: Json) -> Value:
    """JSON as a value; it is one already, which lists and mappings cannot tell a type checker."""
    return cast("Value", data)


def is_known(value: Value) -> bool:
    """Whether `value` is plain JSON all the way down."""
    match value:
        case Unknown() | PartialText() | SecretName():
            return False
        case list():
            return all(is_known(element) for element in value)
        case dict():
            return all(is_known(element) for element in value.values())
        case _:
            return True


def encode_value(value: Value) -> Json:
    """A JSON form of any value: what is unknown or secret becomes a one-key mapping that names it."""
    match value:
        case Unknown():
            return {"$unknown": value.origin}
        case PartialText():
            return {"$text": [part if isinstance(part, str) else encode_value(part) for part in value.parts]}
        case SecretName():
            return {"$secret": value.name}
        case list():
            return [encode_value(element) for element in value]
        case dict():
            return {key: encode_value(element) for key, element in value.items()}
        case _:
            return value
