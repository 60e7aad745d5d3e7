"""Words and values as they are written in one place of a playbook, and holes for what could not be read."""

from typing import TypeAlias

from runbook.diagnostics.source import Span
from runbook.documents.node import Node
from runbook.frozen import frozen
from runbook.language.template import Templated


@frozen
class Hole:
    """Stands where something was written that could not be read: it is reported already, so say no more about it."""


Given: TypeAlias = "Templated | Hole"
"""A value with templates in it, when it could be read."""


@frozen
class Word:
    """A word and its place."""

    text: str
    span: Span


@frozen
class WrittenValue:
    """A name and the value given to it: an argument, an output, a `let`."""

    name: Word
    value: Given
    node: Node
