"""Single values as text, the way OpenAPI writes them into URLs and headers."""

from decimal import Decimal

from runbook.providers.encoding import too_large
from runbook.providers.request import Text
from runbook.values.numbers import number_text
from runbook.values.unknown import PartialText, SecretName, Unknown, Value


def scalar_problem(value: Value) -> str | None:
    """Why a value is not a single piece of text."""
    match value:
        case None:
            return "is null"
        case SecretName():
            return "is a secret; secrets travel only in `auth` and in body members that the contract marks"
        case list():
            return "is a list"
        case dict():
            return "is a mapping"
        case int() | Decimal():
            return too_large(value)
        case str() | Unknown() | PartialText():
            return None


def scalar_text(value: Value) -> Text:
    """The text of a value without a `scalar_problem`; errors: ValueError for any other."""
    match value:
        case str() | Unknown() | PartialText():
            return value
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return number_text(value)
        case _:
            raise ValueError("not a single value")
