"""Where the local references of a document lead."""

from typing import TYPE_CHECKING

from runbook.deferred import deferred
from runbook.values.json import Json, Pointer, at_pointer, parse_pointer

if TYPE_CHECKING:
    import urllib.parse as urls
else:
    urls = deferred("urllib.parse")


def reference_keys(reference: str) -> tuple[str, ...] | None:
    """The keys of a local reference (`#/components/...`), percent-decoded; None for any other text."""
    if not reference.startswith("#"):
        return None
    fragment = urls.unquote(reference[1:]) if "%" in reference else reference[1:]
    return None if fragment and not fragment.startswith("/") else parse_pointer(fragment)


def target_of(root: Json, reference: str) -> tuple[Pointer, Json] | None:
    """The pointer and value that a local reference leads to, when it leads to something."""
    keys = reference_keys(reference)
    if keys is None:
        return None
    found, value = at_pointer(root, keys)
    return (_typed(root, keys), value) if found else None


def _typed(root: Json, keys: tuple[str, ...]) -> Pointer:
    """The pointer of `keys`, indices as numbers, so that it can be compared with others."""
    pointer: list[str | int] = []
    for key in keys:
        pointer.append(int(key) if isinstance(root, list) else key)
        root = at_pointer(root, (key,))[1]
    return tuple(pointer)
