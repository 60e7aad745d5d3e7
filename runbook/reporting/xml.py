"""Text inside XML 1.0, which has no way at all to hold some characters."""

from runbook.reporting.escape import visible

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"})


def content(text: str) -> str:
    """Text between tags: line breaks stay, what does not print becomes visible."""
    return "\n".join(visible(one).translate(_ENTITIES) for one in text.split("\n"))


def attribute(text: str) -> str:
    """Text inside quotes, on one line."""
    return visible(text).translate(_ENTITIES)
