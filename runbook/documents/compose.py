"""From events to data and places. Every limit is checked before anything is built."""

from collections.abc import Iterator
from decimal import Decimal
from sys import intern
from typing import TYPE_CHECKING

from runbook.deferred import deferred
from runbook.diagnostics.source import Source, Span
from runbook.documents.complaints import tab, unquoted_template
from runbook.documents.faults import Faults, RefusedError
from runbook.documents.layout import Layout
from runbook.documents.limits import Limits
from runbook.documents.open_value import Container, Named, Open
from runbook.documents.plain import NumberError, resolve_plain
from runbook.documents.surface import BLOCK_HEADER, FLOW_SIGNS, after_anchor, end_of_block
from runbook.values.json import Json

if TYPE_CHECKING:
    import yaml
    from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, Event, ScalarEvent
else:
    yaml = deferred("yaml")


class Composer:
    """Builds the data and the layout of one document from its events; `faults` holds what is wrong with it.

    `quoted`: the places of quoted and block scalars, in order.
    """

    def __init__(self, source: Source, limits: Limits) -> None:
        self.faults = Faults(source)
        self.layout = Layout()
        self.quoted: list[tuple[int, int]] = []
        self._source = source
        self._limits = limits
        self._result: list[Json] = []
        self._top = Open(self._result, -1, None, 0, 0)
        self._outer: list[Open] = []
        self._nodes = 0
        self._characters = 0
        self._anchors: dict[str, Open | Named] = {}

    def compose(self, events: "Iterator[Event]") -> tuple[Json, int]:
        """The first document and the offset of its end; -1 when there is none. Errors: RefusedError, YamlEventError."""
        scalar, collection, end = yaml.ScalarEvent, yaml.CollectionStartEvent, yaml.CollectionEndEvent
        for event in events:
            if isinstance(event, scalar):
                self._scalar(event)
            elif isinstance(event, end):
                self._close(event)
            elif isinstance(event, collection):
                self._open(event)
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentEndEvent):
                return self._result[0], _extent(event)[1]
        return None, -1

    def _scalar(self, event: "ScalarEvent") -> None:
        (start, end), text = _extent(event), event.value
        if len(text) > self._limits.scalar:
            message = f"one value of {len(text):,} characters; at most {self._limits.scalar:,} are read"
            raise self.faults.refuse("value-too-long", message, start, start + 1, "split it")
        if event.tag is not None:
            self.faults.tag(event.tag, self.faults.span(start, end))
        if event.anchor is not None:
            start = min(after_anchor(self._source.text, start), end)
        if event.style:
            end = self._end_of_quoted(event.style, start, end)
        top = self._top
        if top.key is None and type(top.container) is dict:
            self._key(text, not event.style, start, end)
            return
        value = text if event.style else self._plain(text, start, end)
        self._characters += len(text)
        row = self._place(value, start, end)
        if event.anchor is not None:
            self._anchors[event.anchor] = Named(value, row, 0, 1, len(text))

    def _end_of_quoted(self, style: str, start: int, end: int) -> int:
        """Block scalars end with their last word, not with the empty lines after it."""
        text, opened = self._source.text, start
        if style in "|>":
            opened = self._check_block(start)
            end = end_of_block(text, start, end)
        self.quoted.append((opened, end))
        return end

    def _check_block(self, start: int) -> int:
        """The end of a block scalar's first line; refuses what PyYAML's two parsers do not agree about."""
        header = BLOCK_HEADER.match(self._source.text, start)
        if header is None:
            message = "only '+', '-', a digit or a space may follow '|' and '>'"
            raise self.faults.refuse("yaml-syntax", message, start, start + 1, "begin the text on the next line")
        if header.group("tab"):
            raise RefusedError(tab(self._source, header.end() - 1))
        return header.end("header")

    def _plain(self, text: str, start: int, end: int) -> bool | int | Decimal | str | None:
        try:
            return resolve_plain(text)
        except NumberError as error:
            self.faults.not_a_number(str(error), self.faults.span(start, end))
            return text

    def _key(self, text: str, is_plain: bool, start: int, end: int) -> None:
        top = self._top
        if is_plain:
            self._check_plain_key(text, start, end)
            if self._source.text[end : end + 1] == ":" and self._source.text[end + 1 : end + 2] in FLOW_SIGNS:
                raise self.faults.refuse("yaml-syntax", "a space must follow ':'", end, end + 1, "add a space")
        key = intern(text)
        top.key, top.key_start, top.key_end = key, start, end
        first = top.same_key(key)
        if first is not None:
            self.faults.duplicate_key(key, self.faults.span(start, end), self._span_of_key(top.row, first))

    def _check_plain_key(self, text: str, start: int, end: int) -> None:
        if text == "<<":
            self.faults.merge_key(self.faults.span(start, end))
        elif not text or not (self._limits.foreign or isinstance(self._plain(text, start, end), str)):
            self.faults.key_not_text(text, self.faults.span(start, end))

    def _span_of_key(self, parent: int, key: str) -> Span:
        row = self.layout.child(parent, key)
        assert row is not None
        return self.faults.span(self.layout.key_starts[row], self.layout.key_ends[row])

    def _place(self, value: Json, start: int, end: int) -> int:
        """Puts a value into the container on top; its row."""
        self._nodes += 1
        if self._nodes > self._limits.nodes:
            raise self._too_many(start, end)
        top = self._top
        row = self.layout.add(start, end, top.key, top.key_start, top.key_end)
        if top.key is None:
            assert isinstance(top.container, list)
            top.container.append(value)
        else:
            assert isinstance(top.container, dict)
            top.container.setdefault(top.key, value)
            top.key = None
        top.end = end
        return row

    def _too_many(self, start: int, end: int) -> RefusedError:
        message = f"more than {self._limits.nodes:,} values or {self._limits.size:,} characters, aliases written out"
        return self.faults.refuse("too-many-values", message, start, end, "split the file, use fewer aliases")

    def _open(self, event: "CollectionStartEvent") -> None:
        start, end = _extent(event)
        if event.tag is not None:
            self.faults.tag(event.tag, self.faults.span(start, end))
        if self._top.key is None and type(self._top.container) is dict:
            raise self._collection_as_key(start, end)
        if len(self._outer) >= self._limits.depth:
            message = f"more than {self._limits.depth} levels of nesting"
            raise self.faults.refuse("too-deep", message, start, start + 1, "nest less deeply")
        if event.anchor is not None:
            start = after_anchor(self._source.text, start)
        container: Container = {} if isinstance(event, yaml.MappingStartEvent) else []
        nodes, characters = self._nodes, self._characters
        row = self._place(container, start, end)
        self._outer.append(self._top)
        self._top = Open(container, row, event.anchor, nodes, characters)
        if event.anchor is not None:
            self._anchors[event.anchor] = self._top

    def _collection_as_key(self, start: int, end: int) -> RefusedError:
        text = self._source.text
        if text.startswith("{{", start - 1):
            close = text.find("}}", start)
            return RefusedError(unquoted_template(self._source, start - 1, close + 2 if close > 0 else start + 1))
        return self.faults.refuse("key-not-text", "a key must be text", start, max(end, start + 1), "write a word")

    def _close(self, event: "CollectionEndEvent") -> None:
        closed = self._top
        start, end = _extent(event)
        if start == end:  # a block ends with its last value, not where the next thing begins
            end = closed.end
        self.layout.close(closed.row, end)
        self._top = self._outer.pop()
        self._top.end = end
        self._top.height = max(self._top.height, closed.height + 1)
        if closed.anchor is not None and self._anchors[closed.anchor] is closed:
            nodes, characters = self._nodes - closed.nodes, self._characters - closed.characters
            self._anchors[closed.anchor] = Named(closed.container, closed.row, closed.height + 1, nodes, characters)

    def _alias(self, event: "AliasEvent") -> None:
        (start, end), name = _extent(event), event.anchor or ""
        known = self._anchors.get(name)
        if known is None:
            raise self.faults.unknown_alias(name, start, end, self._anchors)
        if isinstance(known, Open):
            raise self.faults.refuse("cyclic-alias", "this value would contain itself", start, end, "write it out")
        if self._top.key is None and type(self._top.container) is dict:
            raise self.faults.refuse("key-not-text", "an alias cannot be a key", start, end, "write the key out")
        self._nodes += known.nodes - 1
        self._characters += known.characters
        if self._characters > self._limits.size or self._nodes >= self._limits.nodes:
            raise self._too_many(start, end)
        if len(self._outer) + known.height > self._limits.depth:
            raise self.faults.refuse("too-deep", "this alias nests too deeply", start, end, "nest less deeply")
        self.layout.repeat(self._place(known.value, start, end), known.row)
        self._top.height = max(self._top.height, known.height)


def _extent(event: "Event") -> tuple[int, int]:
    """The offsets where an event starts and ends."""
    start, end = event.start_mark, event.end_mark
    assert start is not None
    assert end is not None
    return start.index, end.index
