"""The events of a YAML text: PyYAML's C parser, or its Python one where libyaml is missing.

Known difference: inside brackets the Python parser ends an unquoted text at '?', and so refuses `{a: why?}`.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from runbook.deferred import deferred

if TYPE_CHECKING:
    import yaml
    from yaml import _yaml as libyaml
    from yaml.events import Event
else:
    yaml = deferred("yaml")
    libyaml = deferred("yaml._yaml")


class YamlEventError(Exception):
    """The parser gave up. `problem`: its words; `start`: where the construct began; `at`: where it noticed."""

    def __init__(self, problem: str, start: int, at: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.start = start
        self.at = at


def fast_events(text: str) -> "Iterator[Event]":
    """The events of the best parser there is; errors: YamlEventError."""
    if not yaml.__with_libyaml__:
        return portable_events(text)
    return _guarded(iter(libyaml.CParser(text).get_event, None), text)


def portable_events(text: str) -> "Iterator[Event]":
    """The events of the parser written in Python; errors: YamlEventError."""
    try:
        parser = yaml.BaseLoader(text)
    except yaml.reader.ReaderError as error:
        raise YamlEventError(error.reason, error.position, error.position) from None
    return _whole_characters(_guarded(iter(parser.get_event, None), text))


def _whole_characters(events: "Iterator[Event]") -> "Iterator[Event]":
    """The C parser refuses escapes for half a character; the Python one passes them on."""
    for event in events:
        if isinstance(event, yaml.ScalarEvent) and any("\ud800" <= character <= "\udfff" for character in event.value):
            at = _offset(event.start_mark)
            raise YamlEventError("found an escape for half a character", at, at)
        yield event


def _guarded(events: "Iterator[Event]", text: str) -> "Iterator[Event]":
    try:
        yield from events
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        start = error.context_mark or at
        raise YamlEventError(_words(error), _offset(start), _offset(at)) from None
    except yaml.reader.ReaderError as error:
        at_byte = len(text.encode("utf-8", "replace")[: error.position].decode("utf-8", "ignore"))
        raise YamlEventError(error.reason, at_byte, at_byte) from None
    except (ValueError, OverflowError):  # an escape beyond Unicode, in the Python parser
        raise YamlEventError("found an escape beyond Unicode", 0, 0) from None


def _words(error: "yaml.MarkedYAMLError") -> str:
    return ": ".join(part for part in (error.context, error.problem) if part)


def _offset(mark: "yaml.error.Mark | libyaml.Mark | None") -> int:
    return mark.index if mark is not None else 0
