"""Short ways to expressions, shapes and documents."""

import pytest

from runbook.diagnostics.source import Source
from runbook.documents.node import Document, Node, Place
from runbook.language.expression import Expression
from runbook.language.jinja import parse_expression
from runbook.language.refusals import ExpressionError
from runbook.providers.shapes import kind_of
from runbook.values.json import Json
from runbook.values.numbers import is_number
from runbook.values.shape import Kind, Shape
from runbook.values.unknown import PartialText, SecretName, Unknown, Value


def expr(text: str) -> Expression:
    return parse_expression(text)


def refusal(text: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        parse_expression(text)
    assert 0 <= caught.value.start <= caught.value.end <= len(text) + 1
    return caught.value


def node(data: Json) -> Node:
    """A document that is one value; a text stands in it between quotes."""
    text = f"'{data}'" if isinstance(data, str) else repr(data)
    return Document(Source("playbook.yaml", text), data, {(): Place(0, len(text))}).root


def admits(shape: Shape, value: Value) -> bool:
    """Whether a value has a shape."""
    if shape.choices is not None and not isinstance(value, Unknown | PartialText):
        return any(isinstance(value, bool) is isinstance(each, bool) and value == each for each in shape.choices)
    match value:
        case Unknown():
            return bool(value.shape.kinds & shape.kinds) or not value.shape.kinds
        case PartialText():
            return shape.may_be(Kind.STRING)
        case SecretName():
            return shape.may_be(Kind.SECRET)
        case None:
            return shape.may_be(Kind.NULL)
        case list():
            return shape.may_be(Kind.ARRAY) and all(shape.items is None or admits(shape.items, each) for each in value)
        case dict():
            return shape.may_be(Kind.OBJECT) and _admits_members(shape, value)
        case _:
            return kind_of(value) in shape.kinds or (is_number(value) and Kind.NUMBER in shape.kinds)


def _admits_members(shape: Shape, value: dict[str, Value]) -> bool:
    known = all(admits(shape.properties[key], each) for key, each in value.items() if key in shape.properties)
    return known and shape.required <= value.keys() and (shape.open or value.keys() <= shape.properties.keys())
