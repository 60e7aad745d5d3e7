"""The operations of a document, wherever its paths put them."""

from collections.abc import Iterator

from runbook.deferred import pattern
from runbook.frozen import frozen
from runbook.providers.part import Part

RULE = "contract-syntax"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

_NOT_IN_A_PATH = pattern(r"[?#\s]")


@frozen
class Place:
    """One operation: its path, its method in lower case, the path item around it, and the operation itself."""

    path: str
    method: str
    item: Part
    operation: Part


def operations_of(paths: Part) -> Iterator[Place]:
    """Every operation in the order of the document; what is none is reported."""
    for path, entry in paths.fields():
        if path == "components":
            continue
        if not is_path(path):
            entry.warn(RULE, f"`{path}` is left out: it is no path of a URL", key=True)
            continue
        item = entry.resolved()
        if item is None or item.data is None:
            continue
        if not isinstance(item.data, dict):
            item.report(RULE, "a path must be a mapping of methods")
        yield from _operations(path, item)


def is_path(text: str) -> bool:
    """Whether `text` is a path without query, fragment, white space and dot segments."""
    segments = text.split("/")
    return segments[0] == "" and len(segments) > 1 and not _NOT_IN_A_PATH.search(text) and not {".", ".."} & {*segments}


def _operations(path: str, item: Part) -> Iterator[Place]:
    for method in METHODS:
        operation = item.child(method)
        if operation is not None and isinstance(operation.data, dict):
            yield Place(path, method, item, operation)
        elif operation is not None:
            operation.report(RULE, "an operation must be a mapping")
