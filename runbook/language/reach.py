"""The texts of people that reach a request: inputs and constants, through `let`, `for_each` and `use`.

A text that only people read, in a note, a message or a condition, may hold anything.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from runbook.deferred import deferred
from runbook.diagnostics.source import Span
from runbook.documents.node import Node
from runbook.language.expression import Conditional, Expression, Filter, ListOf, Literal, MapOf
from runbook.language.hidden_characters import Hidden, first_hidden
from runbook.language.playbook import Given, Hole, WrittenValue
from runbook.language.references import STEPS, Reference, expressions_in, references
from runbook.language.template import Condition, Template, Templated

if TYPE_CHECKING:
    from runbook.documents import scalars
else:
    scalars = deferred("runbook.documents.scalars")

Reading = WrittenValue | Condition
Found = tuple[str, Span]

_INPUTS = "inputs"
_EVERY = "*"


class Reach:
    """Collects what is sent, and what the names in it stand for. Names count wherever they are given."""

    def __init__(self) -> None:
        self._sent: list[Reading] = []
        self._named: dict[str, list[Reading]] = {}

    def send(self, value: WrittenValue) -> None:
        """Remember an argument of a call, or of a playbook that sends it on."""
        self._sent.append(value)

    def name(self, name: str, value: Reading) -> None:
        """Remember what a name of `let` or `for_each` stands for."""
        self._named.setdefault(name, []).append(value)

    def name_step(self, id: str, value: Reading) -> None:
        """Remember what the result of a step may hold: its items, or the arguments of a used playbook."""
        self.name(f"{STEPS}.{id}", value)

    def readings(self) -> list[Reading]:
        """Every value that is sent, or that a name in one stands for."""
        found, known = list(self._sent), set[str]()
        for reading in found:
            for reference in _references(reading):
                name = f"{STEPS}.{reference.keys[0]}" if reference.root == STEPS and reference.keys else reference.root
                if name not in known:
                    known.add(name)
                    found += self._named.get(name, ())
        return found

    def inputs(self, declared: list[str]) -> frozenset[str]:
        """The inputs whose texts are sent."""
        read = {
            str(reference.keys[0]) if reference.keys else _EVERY
            for reading in self.readings()
            for reference in _references(reading)
            if reference.root == _INPUTS
        }
        return frozenset(declared) if _EVERY in read else frozenset(declared) & read

    def hidden(self) -> Iterator[Found]:
        """Each constant that is sent and holds a character nobody can see: what is wrong, and where."""
        for reading in self.readings():
            if isinstance(reading, Condition):
                yield from _in_expression(reading, 0, reading.expression)
            else:
                yield from _in_value(reading.value, reading.node)


def _references(reading: Reading) -> Iterator[Reference]:
    written = [reading] if isinstance(reading, Condition) else list(_templates(reading.value))
    for one in written:
        for _, expression in expressions_in(one):
            yield from references(expression)


def _templates(value: Given) -> Iterator[Template]:
    match value:
        case Template():
            yield value
        case list():
            for element in value:
                yield from _templates(element)
        case dict():
            for member in value.values():
                yield from _templates(member)
        case _:
            return


def _in_value(value: Templated | Hole, node: Node) -> Iterator[Found]:
    match value:
        case str():
            hidden = first_hidden(value)
            if hidden is not None:
                yield hidden.words, scalars.span_within(node, hidden.at, hidden.at + 1)
        case Template():
            yield from _in_template(value)
        case list():
            for element, inner in zip(value, node.elements(), strict=True):
                yield from _in_value(element, inner)
        case dict():
            for key, inner in node.members():
                hidden = first_hidden(key)
                if hidden is not None:
                    yield f"this key {hidden.words}", inner.key_span
                yield from _in_value(value[key], inner)
        case _:
            return


def _in_template(template: Template) -> Iterator[Found]:
    last = len(template.segments) - 1
    for number, segment in enumerate(template.segments):
        start = template.start(number)
        if not isinstance(segment, str):
            yield from _in_expression(template, start, segment)
            continue
        hidden = first_hidden(segment, begins=number == 0, ends=number == last)
        if hidden is not None:
            yield hidden.words, template.place(start + hidden.at, start + hidden.at + 1)


def _in_expression(written: Template | Condition, start: int, expression: Expression) -> Iterator[Found]:
    for literal, hidden in _hidden_literals(expression):
        end = max(literal.end, literal.offset + 1)
        yield hidden.words, written.place(start + literal.offset, start + end)


def _hidden_literals(expression: Expression) -> Iterator[tuple[Literal, Hidden]]:
    """The literals that may be the value of an expression, or an element of it."""
    match expression:
        case Literal(value=str() as text):
            hidden = first_hidden(text)
            if hidden is not None:
                yield expression, hidden
        case ListOf(elements=elements):
            for element in elements:
                yield from _hidden_literals(element)
        case MapOf(members=members):
            for _, member in members:
                yield from _hidden_literals(member)
        case Conditional(then=then, otherwise=otherwise):
            yield from _hidden_literals(then)
            yield from _hidden_literals(otherwise)
        case Filter(name="default", of=of, arguments=(otherwise,)):
            yield from _hidden_literals(of)
            yield from _hidden_literals(otherwise)
        case _:
            return
