"""Single values as text, the way OpenAPI writes them into URLs and headers."""

import json
import math

from runbook.providers.encoding import integer_problem
from runbook.providers.request import Text
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
        case bool():
            return None
        case int():
            return integer_problem(value)
        case float():
            return None if math.isfinite(value) else "is not a finite number"
        case str() | Unknown() | PartialText():
            return None


def scalar_text(value: Value) -> Text:
    """The text of a value without a `scalar_problem`; errors: ValueError for any other."""
    match value:
        case str() | Unknown() | PartialText():
            return value
        case bool() | int() | float():
            return json.dumps(value, allow_nan=False)
        case _:
            raise ValueError("not a single value")
