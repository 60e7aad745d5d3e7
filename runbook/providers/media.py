"""Media types, as far as runbook reads and writes them."""

from enum import Enum


class Form(Enum):
    """How a body is written."""

    JSON = "json"
    URLENCODED = "urlencoded"
    TEXT = "text"
    OTHER = "other"


def essence(media_type: str) -> str:
    """The media type in lower case without its parameters."""
    return media_type.partition(";")[0].strip().lower()


def form_of(media_type: str) -> Form:
    """How a body of this media type is written."""
    name = essence(media_type)
    if name == "application/json" or name.endswith("+json"):
        return Form.JSON
    if name == "application/x-www-form-urlencoded":
        return Form.URLENCODED
    if name.startswith("text/") or name == "application/xml" or name.endswith("+xml"):
        return Form.TEXT
    return Form.OTHER


def charset_of(media_type: str) -> str:
    """The `charset` parameter in lower case; empty when there is none."""
    for parameter in media_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip('"').lower()
    return ""
