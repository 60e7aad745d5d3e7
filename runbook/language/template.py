"""Values in a playbook that are filled in when they are used."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from runbook.deferred import deferred
from runbook.diagnostics.source import Span
from runbook.documents.node import Node
from runbook.frozen import field, frozen
from runbook.language.expression import Expression

if TYPE_CHECKING:
    from runbook.documents import scalars
else:
    scalars = deferred("runbook.documents.scalars")


@frozen
class Condition:
    """A bare expression of a playbook: in `when`, `holds`, `for_each`, `assert`. `text`: as written."""

    text: str
    expression: Expression
    span: Span
    node: Node | None = field(default=None, compare=False)

    def place(self, start: int, end: int) -> Span:
        """Where these offsets of `text` stand in the document; all of the value when it does not know."""
        return self.span if self.node is None else scalars.span_within(self.node, start, end)


@frozen
class Template:
    """Text with `{{ expressions }}` in it. A single expression alone keeps its value's type.

    `starts`: for each segment, the offset in `text` from which its own offsets count.
    """

    text: str
    segments: tuple[str | Expression, ...]
    span: Span
    starts: tuple[int, ...] = ()
    node: Node | None = field(default=None, compare=False)

    @property
    def is_single(self) -> bool:
        """Whether it is exactly one expression."""
        return len(self.segments) == 1 and not isinstance(self.segments[0], str)

    def start(self, segment: int) -> int:
        """The offset in `text` from which the offsets of segment number `segment` count."""
        return self.starts[segment] if segment < len(self.starts) else 0

    def place(self, start: int, end: int) -> Span:
        """Where these offsets of `text` stand in the document; all of the value when it does not know."""
        return self.span if self.node is None else scalars.span_within(self.node, start, end)


Templated: TypeAlias = bool | int | Decimal | str | Template | list["Templated"] | dict[str, "Templated"] | None
"""JSON in which strings with expressions are templates. Only the loader makes templates; data never becomes one."""


def templates_in(value: Templated) -> Iterator[Template]:
    """Every template of a value, in the order in which they stand."""
    match value:
        case Template():
            yield value
        case list():
            for element in value:
                yield from templates_in(element)
        case dict():
            for member in value.values():
                yield from templates_in(member)
        case _:
            return
