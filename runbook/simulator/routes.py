"""From a method and a path to the operation that is meant."""

from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from runbook.deferred import pattern
from runbook.frozen import frozen
from runbook.simulator.exchange import Problem

_BAD_ESCAPE = pattern(r"%(?![0-9A-Fa-f]{2})")
_PLACEHOLDER = pattern(r"\{([^{}]+)\}")


@frozen
class Match:
    """The operation of a request. `arguments`: the path's parameters, decoded."""

    method: str
    template: str
    arguments: Mapping[str, str]


class Router:
    """The operations of one provider, found by their paths; literal segments win over parameters."""

    def __init__(self, routes: Iterable[tuple[str, str]]) -> None:
        self._routes = [(method, template, template.split("/")) for method, template in routes]
        self._routes.sort(key=lambda route: len(_PLACEHOLDER.findall(route[1])))

    def find(self, method: str, path: str) -> Match | Problem:
        """The match for a percent-encoded path, or why there is none: 404, or 405 for a path with other methods."""
        segments = path.split("/")
        allowed: set[str] = set()
        for known, template, route in self._routes:
            arguments = _arguments(route, segments)
            if arguments is None:
                continue
            if known == method:
                return _decoded(known, template, arguments)
            allowed.add(known)
        if allowed:
            return Problem(405, (f"{method} is not allowed on {path}; allowed: {', '.join(sorted(allowed))}",))
        return Problem(404, (f"no operation answers {method} {path}",))


def _arguments(pattern: list[str], segments: list[str]) -> Mapping[str, str] | None:
    """The raw values of a template's parameters when the path has its form."""
    if len(pattern) != len(segments):
        return None
    arguments: dict[str, str] = {}
    for expected, given in zip(pattern, segments, strict=True):
        placeholder = _PLACEHOLDER.fullmatch(expected)
        if placeholder is not None:
            arguments[placeholder[1]] = given
        elif expected != given:
            return None
    return arguments


def _decoded(method: str, template: str, arguments: Mapping[str, str]) -> Match | Problem:
    """The match with its values decoded, or why one of them cannot be meant."""
    problems = tuple(problem for name, value in arguments.items() if (problem := _segment_problem(name, value)))
    if problems:
        return Problem(400, problems)
    return Match(method, template, {name: unquote(value, errors="strict") for name, value in arguments.items()})


def _segment_problem(name: str, value: str) -> str | None:
    if _BAD_ESCAPE.search(value):
        return f"{name} has a percent sign that begins no escape"
    try:
        decoded = unquote(value, errors="strict")
    except UnicodeDecodeError:
        return f"{name} is not UTF-8"
    if not decoded.strip():
        return f"{name} is empty"
    if decoded in (".", ".."):
        return f"{name} is a relative path segment"
    if any(ord(character) < 32 or ord(character) == 127 for character in decoded):
        return f"{name} has a control character"
    return None
