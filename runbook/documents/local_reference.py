"""`$ref` inside one document; nothing is ever fetched."""

from typing import TYPE_CHECKING

from runbook.deferred import deferred
from runbook.values.json import Json, at_pointer, parse_pointer

if TYPE_CHECKING:
    import urllib.parse as urls
else:
    urls = deferred("urllib.parse")


class UnresolvedError(ValueError):
    """The reference leads nowhere inside the document. `reference`: as written."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


def resolve_local(root: Json, reference: str) -> Json:
    """What `#` or `#/a/pointer` stands for in `root`; errors: UnresolvedError, also for other documents."""
    if not reference.startswith("#"):
        raise UnresolvedError(reference)
    fragment = urls.unquote(reference[1:]) if "%" in reference else reference[1:]
    if fragment and not fragment.startswith("/"):
        raise UnresolvedError(reference)
    found, target = at_pointer(root, parse_pointer(fragment))
    if not found:
        raise UnresolvedError(reference)
    return target
