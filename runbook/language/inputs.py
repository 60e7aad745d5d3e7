"""The inputs of a run: from the command line and a file, by their declared types. They are data, never templates."""

from collections.abc import Mapping

from runbook.diagnostics.diagnostic import Diagnostic, has_errors
from runbook.diagnostics.suggest import did_you_mean
from runbook.documents.finding import Finding
from runbook.documents.findings import diagnose
from runbook.documents.node import Document, Node
from runbook.documents.schema import compile_schema
from runbook.frozen import replace
from runbook.language import hidden_characters
from runbook.language.checked_texts import hidden_findings
from runbook.language.declared import Input
from runbook.language.given_text import GivenTextError, value_of
from runbook.values.json import Json, Pointer

RULE = "bad-input"


def read_inputs(
    declared: Mapping[str, Input], given: Mapping[str, str], document: Document | None
) -> tuple[dict[str, Json], list[Diagnostic]]:
    """The value of every input: from `given` (`-i name=text`), else from `document` (`--inputs`), else its default."""
    members = dict(document.root.members()) if document is not None else {}
    found = _shape_of_file(document)
    found += [_unknown(name, declared, None) for name in given if name not in declared]
    found += [_unknown(name, declared, node) for name, node in members.items() if name not in declared]
    values: dict[str, Json] = {}
    for name, input in declared.items():
        value, complaints = _read(input, given.get(name), members.get(name))
        found += complaints
        if not has_errors(complaints):
            values[name] = value
    return values, found


def _shape_of_file(document: Document | None) -> list[Diagnostic]:
    if document is None or isinstance(document.data, dict) or document.data is None:
        return []
    message = "a file of inputs is a mapping from their names to their values"
    return [Diagnostic(RULE, message, document.root.span)]


def _unknown(name: str, declared: Mapping[str, Input], node: Node | None) -> Diagnostic:
    message, help = f'the playbook has no input "{name}"', did_you_mean(name, declared)
    if node is not None:
        return Diagnostic("unknown-input", message, node.key_span, help=help)
    return Diagnostic("unknown-input", message, help=help, subject=subject_of(name))


def _read(input: Input, text: str | None, node: Node | None) -> tuple[Json, list[Diagnostic]]:
    if text is not None:
        return _from_text(input, text)
    if node is not None:
        return node.data, [*_violations(input, node), *_hidden_in_file(input, node)]
    if not input.required:
        return input.default, []
    help = f"give it as -i {input.name}=..." + (f" ({input.description})" if input.description else "")
    missing = Diagnostic(
        "missing-input", f'the input "{input.name}" is needed', help=help, subject=subject_of(input.name)
    )
    return None, [missing]


def _from_text(input: Input, text: str) -> tuple[Json, list[Diagnostic]]:
    subject = subject_of(input.name)
    try:
        value = value_of(text, input.shape)
    except GivenTextError as error:
        return None, [Diagnostic(RULE, error.message, label=error.expected, help=input.description, subject=subject)]
    broken = [(RULE, one, input.description) for one in compile_schema(input.schema).findings(value)]
    hidden = [(hidden_characters.RULE, one, one.hint) for one in _hidden(input, value)]
    return value, [
        Diagnostic(rule, one.message, label=one.expected, help=help, subject=subject + _inside(one.pointer))
        for rule, one, help in broken + hidden
    ]


def _hidden(input: Input, value: Json) -> list[Finding]:
    """Characters that nobody can see, where the texts of an input are sent to a provider."""
    found = hidden_findings(input.schema, value) if input.checked else ()
    return [replace(one, message=f'the input "{input.name}{_place(one)}" {one.message}') for one in found]


def _place(finding: Finding) -> str:
    """Return the place in a value; of a key, that of its mapping."""
    return _inside(finding.pointer[:-1] if finding.on_key else finding.pointer)


def _hidden_in_file(input: Input, node: Node) -> list[Diagnostic]:
    placed = [replace(one, pointer=(*node.pointer, *one.pointer)) for one in _hidden(input, node.data)]
    return diagnose(node.document, placed, hidden_characters.RULE)


def _inside(pointer: Pointer) -> str:
    """`[0].id`: where in a value."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in pointer)


def _violations(input: Input, node: Node) -> list[Diagnostic]:
    """What a value in a file breaks, each in its place."""
    findings = compile_schema(input.schema).findings(node.data)
    placed = [replace(one, pointer=(*node.pointer, *one.pointer)) for one in findings]
    return diagnose(node.document, placed, RULE)


def subject_of(name: str) -> str:
    """What people call an input of the command line."""
    return f"-i {name}"
