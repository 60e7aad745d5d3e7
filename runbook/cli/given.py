"""What the command line gives to a playbook: inputs and servers, as NAME=VALUE."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from runbook.cli.refusal import Refusal, refused
from runbook.deferred import deferred
from runbook.diagnostics.diagnostic import Diagnostic, has_errors
from runbook.diagnostics.source import Source
from runbook.language.inputs import read_inputs
from runbook.language.procedure import Procedure
from runbook.runtime.files import read_source
from runbook.values.canonical import canonical_json
from runbook.values.json import Json
from runbook.values.userinfo import without_userinfo

if TYPE_CHECKING:
    from runbook.documents import json_text, yaml
else:
    json_text = deferred("runbook.documents.json_text")
    yaml = deferred("runbook.documents.yaml")


def pairs(option: str, given: Sequence[str]) -> dict[str, str] | Refusal:
    """The texts of a repeated NAME=VALUE option, by name. The value is everything behind the first `=`."""
    found: dict[str, str] = {}
    for one in given:
        name, equals, value = one.partition("=")
        shown = without_userinfo(f"{option} {name}")
        if not equals or not name:
            message = f"{option} takes NAME=VALUE"
            return refused(Diagnostic("usage", message, subject=shown, help=f"such as {option} name=value"))
        if name in found:
            return refused(
                Diagnostic(
                    "usage",
                    f"{option} gives {without_userinfo(name)} twice",
                    subject=f"{option} {without_userinfo(name)}=…",
                )
            )
        found[name] = value
    return found


def inputs_of(procedure: Procedure, given: Sequence[str], file: str | None) -> dict[str, Json] | Refusal:
    """The value of every input: from `-i`, else from `--inputs FILE`, else its default."""
    texts = pairs("-i", given)
    if isinstance(texts, Refusal):
        return texts
    document = None
    if file is not None:
        source, found = read_source(file)
        document, more = yaml.load_document(source) if source is not None else (None, [])
        if document is None:
            return refused([*found, *more])
    values, complaints = read_inputs(procedure.inputs, texts, document)
    return refused(complaints) if has_errors(complaints) else values


def planned_inputs(procedure: Procedure, values: Mapping[str, Json]) -> dict[str, Json] | Refusal:
    """Inputs that have their types already, checked once more against what the playbook declares today."""
    document, found = json_text.load_json(Source("inputs", canonical_json(dict(values))))
    if document is None:
        return refused(found)
    read, complaints = read_inputs(procedure.inputs, {}, document)
    return refused(complaints) if has_errors(complaints) else read
