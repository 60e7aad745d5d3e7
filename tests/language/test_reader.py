from runbook.diagnostics.source import Source
from runbook.documents.node import Node
from runbook.documents.yaml import load
from runbook.language.expressions import Expressions
from runbook.language.playbook import Hole
from runbook.language.reader import Reader, seconds, text, texts, whole_number, word


def node(written: str) -> Node:
    document, _ = load(Source("x", written))
    assert document is not None
    return document.root


def test_every_expression_that_is_read_is_remembered() -> None:
    reader = Reader(Expressions())
    reader.condition(node("a == 1"))
    reader.template(node("'{{ b }}'"))
    reader.values(node("{ x: [ '{{ c }}', { y: '{{ d }}' } ], z: 1 }"))
    assert [reading.text for reading in reader.readings] == ["a == 1", "{{ b }}", "{{ c }}", "{{ d }}"]
    assert reader.found == []


def test_a_value_that_cannot_be_read_is_a_hole_and_is_reported_once() -> None:
    reader = Reader(Expressions())
    [value] = reader.values(node("{ x: '{{ ( }}' }"))
    assert isinstance(value.value, Hole)
    assert len(reader.found) == 1


def test_what_the_schema_refuses_is_passed_over() -> None:
    reader = Reader(Expressions())
    assert reader.condition(node("[ 1 ]")) is None
    assert reader.template(node("5")) == ""
    assert reader.found == []
    assert word(node("5")) is None
    assert text(node("[]"), "x") == "x"
    assert texts(node("[ a, 1 ]")) == ("a",)
    assert whole_number(node("true"), 7) == whole_number(node("0"), 7) == whole_number(None, 7) == 7
    assert seconds(None) is None
