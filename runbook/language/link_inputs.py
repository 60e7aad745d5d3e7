"""Declared inputs, and the shape that expressions see of them."""

from collections.abc import Mapping

from runbook.diagnostics.source import Span
from runbook.documents.findings import diagnose
from runbook.documents.node import Node
from runbook.documents.schema import compile_schema
from runbook.frozen import replace
from runbook.language.checked_texts import hidden_findings
from runbook.language.declared import ANY_CHARACTERS, Input, written_schema
from runbook.language.hidden_characters import HELP, RULE
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
    schema, default = written_schema(written.schema.data) if written.sound else {}, written.schema.child("default")
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
        any_characters=_allows_any(written.schema.data),
    )


def _allows_any(schema: Json) -> bool:
    return isinstance(schema, dict) and schema.get(ANY_CHARACTERS) is True


def check_sent_texts(linking: Linking) -> None:
    """Mark the inputs whose texts are sent; constants and defaults that are sent hold no hidden character."""
    batch = linking.playbook.batch
    key = batch.child("key") if batch is not None else None
    reached = linking.reach.inputs(list(linking.inputs)) | {str(key.data) if key is not None else ""}
    for written in linking.playbook.inputs:
        input = linking.inputs[written.name.text]
        if input.name not in reached or input.any_characters:
            continue
        linking.inputs[input.name] = replace(input, checked=True)
        default = written.schema.child("default")
        if default is not None:
            found = hidden_findings(input.schema, default.data)
            placed = [replace(one, pointer=(*default.pointer, *one.pointer)) for one in found]
            linking.add(diagnose(default.document, placed, RULE))
    refused = [one.span for one in linking.found if one.rule == "refused-request" and one.span is not None]
    for message, span in linking.reach.hidden():
        if not any(_is_inside(span, one) for one in refused):
            linking.report(RULE, f"the text that is sent {message}", span, help=HELP)


def _is_inside(span: Span, other: Span) -> bool:
    return span.source is other.source and other.start <= span.start and span.end <= other.end


def _check_default(linking: Linking, schema: Json, default: Node) -> None:
    findings = compile_schema(schema).findings(default.data)
    placed = [replace(one, pointer=(*default.pointer, *one.pointer)) for one in findings]
    linking.add(diagnose(default.document, placed, "bad-default"))
