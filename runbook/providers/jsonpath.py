"""The part of JSONPath (RFC 9535) that overlays need: names, indices, wildcards, descendants. No filters, no slices."""

import re
from collections.abc import Iterator

from runbook.deferred import pattern
from runbook.frozen import frozen
from runbook.values.json import Json, Pointer

_STEP = pattern(
    r"""(?P<deep>\.\.)?(?:
        (?<=\.\.)(?P<deep_name>[^\s.\[\]()?*'"]+|\*)
      | \.(?P<name>[^\s.\[\]()?*'"]+|\*)
      | \[\s*(?:'(?P<single>(?:[^'\\]|\\.)*)'|"(?P<double>(?:[^"\\]|\\.)*)"|(?P<index>\d+)|(?P<star>\*))\s*\]
    )""",
    re.VERBOSE,
)


@frozen
class PathStep:
    """One step of a path. `key`: a name, an index, or None for every member; `deep`: at any depth below."""

    key: str | int | None
    deep: bool


class UnsupportedPathError(ValueError):
    """A path that is not JSONPath, or uses a part of it that is not supported. `offset`: where in its text."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"not understood at offset {offset}")
        self.offset = offset


def parse_path(text: str) -> tuple[PathStep, ...]:
    """The steps of a path such as `$.paths['/x'].get`; errors: UnsupportedPathError."""
    if not text.startswith("$"):
        raise UnsupportedPathError(0)
    offset, steps = 1, []
    while offset < len(text):
        match = _STEP.match(text, offset)
        if match is None:
            raise UnsupportedPathError(offset)
        steps.append(PathStep(_key(match), match["deep"] is not None))
        offset = match.end()
    return tuple(steps)


def _key(match: re.Match[str]) -> str | int | None:
    if match["index"] is not None:
        return int(match["index"])
    quoted = match["single"] if match["single"] is not None else match["double"]
    if quoted is not None:
        return re.sub(r"\\(.)", r"\1", quoted)
    name = match["deep_name"] or match["name"] or "*"
    return None if name == "*" else name


def matches(data: Json, steps: tuple[PathStep, ...], at: Pointer = ()) -> Iterator[Pointer]:
    """The pointers of everything in `data` that the path selects, in the order of the document."""
    if not steps:
        yield at
        return
    step, rest = steps[0], steps[1:]
    for key, value in _members(data):
        if step.key is None or step.key == key:
            yield from matches(value, rest, (*at, key))
        if step.deep:
            yield from matches(value, steps, (*at, key))


def _members(data: Json) -> "Iterator[tuple[str | int, Json]]":
    if isinstance(data, dict):
        yield from data.items()
    elif isinstance(data, list):
        yield from enumerate(data)
