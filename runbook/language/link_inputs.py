"""Declared inputs, and the shape that expressions see of them."""

from collections.abc import Mapping
from dataclasses import replace

from runbook.documents.findings import diagnose
from runbook.documents.node import Node
from runbook.documents.schema import check_schema, compile_schema
from runbook.language.linking import Linking
from runbook.language.playbook import WrittenInput
from runbook.language.procedure import Input
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
    schema, default = _schema(linking, written.schema), written.schema.child("default")
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


def _schema(linking: Linking, node: Node) -> Json:
    """The schema, or one that takes anything when it is none; what the playbook's own schema refuses is said there."""
    findings = check_schema(node.data)
    linking.add(
        diagnose(node.document, [replace(one, pointer=(*node.pointer, *one.pointer)) for one in findings], "bad-schema")
    )
    return {} if findings or not isinstance(node.data, dict) else node.data


def _check_default(linking: Linking, schema: Json, default: Node) -> None:
    findings = compile_schema(schema).findings(default.data)
    placed = [replace(one, pointer=(*default.pointer, *one.pointer)) for one in findings]
    linking.add(diagnose(default.document, placed, "bad-default"))
