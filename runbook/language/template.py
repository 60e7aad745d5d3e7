"""Values in a playbook that are filled in when they are used."""

from dataclasses import dataclass
from typing import TypeAlias

from runbook.diagnostics.source import Span
from runbook.language.expression import Expression


@dataclass(frozen=True, slots=True)
class Condition:
    """A bare expression of a playbook: in `when`, `holds`, `for_each`, `assert`. `text`: as written."""

    text: str
    expression: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Template:
    """Text with `{{ expressions }}` in it. A single expression alone keeps its value's type."""

    text: str
    segments: tuple[str | Expression, ...]
    span: Span

    @property
    def is_single(self) -> bool:
        """Whether it is exactly one expression."""
        return len(self.segments) == 1 and not isinstance(self.segments[0], str)


Templated: TypeAlias = "bool | int | float | str | Template | list[Templated] | dict[str, Templated] | None"
"""JSON in which strings with expressions are templates. Only the loader makes templates; data never becomes one."""
