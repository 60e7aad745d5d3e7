"""Declared inputs, and the shape that expressions see of them."""

from collections.abc import Mapping

from runbook.documents.findings import diagnose
from runbook.documents.node import Node
from runbook.documents.schema import compile_schema
from runbook.frozen import replace
from runbook.language.declared import Input
from runbook.language.linking import Linking
from runbook.language.playbook import WrittenInput
from runbook.language.reader import text
from runbook.providers.shapes import shape_of
from runbook.values.json import Json
from runbook.values.shape import Shape, object_of


def link_inputs(linking: Linking) -> Mapping[str, Input]:
    """The inputs of the playbook; one whose schema is wrong takes anything, so that it is reported only once."""
    return {written.name.text: _link_input(linking, written) for written in linking.playbook.inputs}


def inputs_shape(inputs: Mapping[str, Input]) -> Shape:
    """`inputs` as expressions see it."""
    return object_of({name: input.shape for name, input in inputs.items()})


def _link_input(linking: Linking, written: WrittenInput) -> Input:
    schema, default = written.schema.data if written.sound else {}, written.schema.child("default")
    if default is not None:
        _check_default(linking, schema, default)
    return Input(
        name=written.name.text,
        schema=schema,
        shape=shape_of(schema, schema),
        required=default is None,
        default=None if default is None else default.data,
        description=text(written.schema.child("description")),
        span=written.name.span,
    )


def _check_default(linking: Linking, schema: Json, default: Node) -> None:
    findings = compile_schema(schema).findings(default.data)
    placed = [replace(one, pointer=(*default.pointer, *one.pointer)) for one in findings]
    linking.add(diagnose(default.document, placed, "bad-default"))
