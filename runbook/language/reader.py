"""Reads the small parts of a playbook, and gathers what is wrong with them.

What the schema has refused is passed over in silence here: it is reported already.
"""

from collections.abc import Iterable

from runbook.diagnostics.diagnostic import Diagnostic, has_errors
from runbook.documents.node import Node
from runbook.language.durations import seconds_of
from runbook.language.expressions import ExpressionParser
from runbook.language.playbook import Given, Hole, Word, WrittenValue
from runbook.language.template import Condition, Template, Templated
from runbook.language.templates import parse_condition, parse_template, parse_templated
from runbook.values.numbers import is_number

_HOLE = Hole()


class Reader:
    """One reading of one playbook. `found`: what is wrong; `readings`: every expression that was read."""

    def __init__(self, expressions: ExpressionParser) -> None:
        self.expressions = expressions
        self.found: list[Diagnostic] = []
        self.readings: list[Condition | Template] = []

    def condition(self, node: Node | None) -> Condition | None:
        """A bare expression, or `true` or `false`."""
        if node is None or not isinstance(node.data, str | bool):
            return None
        condition, found = parse_condition(node, self.expressions)
        self.found.extend(found)
        if condition is not None:
            self.readings.append(condition)
        return condition

    def template(self, node: Node | None) -> Template | str:
        """Text that may have expressions in it; the empty text when there is none."""
        if node is None or not isinstance(node.data, str):
            return ""
        template, found = parse_template(node, self.expressions)
        self.found.extend(found)
        self._remember(template)
        return template

    def templated(self, node: Node) -> Given:
        """Any value with templates in it."""
        value, found = parse_templated(node, self.expressions)
        self.found.extend(found)
        if has_errors(found):
            return _HOLE
        self._remember(value)
        return value

    def values(self, node: Node | None) -> tuple[WrittenValue, ...]:
        """The members of a mapping, each a value with templates in it."""
        members = node.members() if node is not None else ()
        return tuple(WrittenValue(key_word(name, member), self.templated(member), member) for name, member in members)

    def _remember(self, value: Templated) -> None:
        match value:
            case Template():
                self.readings.append(value)
            case list():
                self._remember_all(value)
            case dict():
                self._remember_all(value.values())
            case _:
                pass

    def _remember_all(self, values: Iterable[Templated]) -> None:
        for value in values:
            self._remember(value)


def word(node: Node | None) -> Word | None:
    """A text and its place."""
    if node is None or not isinstance(node.data, str):
        return None
    return Word(node.data, node.span)


def key_word(name: str, node: Node) -> Word:
    """The key of a member and its place."""
    return Word(name, node.key_span)


def text(node: Node | None, otherwise: str = "") -> str:
    """A text."""
    return node.data if node is not None and isinstance(node.data, str) else otherwise


def texts(node: Node | None) -> tuple[str, ...]:
    """The texts of a list."""
    return tuple(element.data for element in node.elements() if isinstance(element.data, str)) if node else ()


def whole_number(node: Node | None, otherwise: int) -> int:
    """A whole number of at least 1."""
    if node is None or not is_number(node.data):
        return otherwise
    return int(node.data) if node.data >= 1 else otherwise


def seconds(node: Node | None) -> float | None:
    """A duration in seconds."""
    return None if node is None else seconds_of(node.data)
