"""Document -> Playbook: the schema's findings in place, then everything that can be read in spite of them."""

from collections.abc import Sequence
from functools import cache

from runbook.diagnostics.diagnostic import Diagnostic, has_errors
from runbook.documents.bundled import bundled
from runbook.documents.findings import diagnose
from runbook.documents.node import Document, Node
from runbook.documents.schema import Finding, Schema, compile_schema
from runbook.documents.schema_check import check_schema
from runbook.frozen import replace
from runbook.language.declared import written_schema
from runbook.language.expressions import ExpressionParser
from runbook.language.parse_loops import PAGES
from runbook.language.parse_providers import parse_providers
from runbook.language.parse_rows import parse_retry, parse_rows
from runbook.language.parse_steps import parse_block
from runbook.language.playbook import Playbook, WrittenDefaults, WrittenInput
from runbook.language.reader import Reader, key_word, seconds, text
from runbook.language.verbs import explains, misspoken
from runbook.providers.contract import Effect
from runbook.values.json_codec import read_json

SCHEMA = "playbook.schema.json"
_INPUT_DEPTH = 2
_STEP_LISTS = (("steps",), ("rescue",), ("always",), ("fallback",))
_EFFECTS = {effect.value: effect for effect in Effect}


@cache
def playbook_schema() -> Schema:
    """The schema of playbooks, compiled once."""
    return compile_schema(read_json(bundled(SCHEMA).text), trusted=True)


def parse(document: Document, expressions: ExpressionParser) -> tuple[Playbook | None, list[Diagnostic]]:
    """The playbook as it is written; None when the document is no mapping."""
    verbs = misspoken(document.root)
    findings = [one for one in playbook_schema().findings(document.data) if not explains(verbs, one)]
    credentials = [one for one in findings if _is_credential(one)]
    others = [one for one in findings if not _is_credential(one)]
    others = [one for one in others if not _is_reserved(one)]
    pasted = [replace(one, private=True) for one in diagnose(document, credentials)]
    found = [*pasted, *diagnose(document, others), *(one.diagnostic for one in verbs.values())]
    if not isinstance(document.data, dict):
        return None, found
    reader = Reader(expressions)
    inputs = _inputs(reader, document.root.child("inputs"), findings)
    playbook = _playbook(reader, document.root, inputs)
    found = [*found, *reader.found]
    return replace(playbook, sound=not has_errors(found)), found


def _is_credential(finding: Finding) -> bool:
    """Whether it stands where a credential is named: somebody may have pasted the credential itself."""
    return finding.pointer[:1] == ("providers",) and finding.pointer[2:3] == ("auth",) and not finding.on_key


def _is_reserved(finding: Finding) -> bool:
    """Whether it is about a key of a step that has a meaning to come; reading the step says so."""
    return finding.on_key and finding.pointer[-1] == PAGES and finding.pointer[-3:-2] in _STEP_LISTS


def _playbook(reader: Reader, root: Node, inputs: tuple[WrittenInput, ...]) -> Playbook:
    effect, outputs = root.child("effect"), root.child("outputs")
    defaults, body = _defaults(reader, root.child("defaults")), parse_block(reader, root)
    step_readings = tuple(reader.readings)
    return Playbook(
        document=root.document,
        name=text(root.child("name")),
        title=text(root.child("title")),
        description=text(root.child("description")),
        owner=text(root.child("owner")),
        effect=_EFFECTS.get(text(effect)),
        effect_span=(effect or root).span,
        inputs=inputs,
        providers=parse_providers(root.child("providers")),
        defaults=defaults,
        body=body,
        outputs=reader.values(outputs),
        batch=root.child("batch"),
        approval=root.child("approval"),
        readings=tuple(reader.readings),
        step_readings=step_readings,
    )


def _inputs(reader: Reader, node: Node | None, findings: Sequence[Finding]) -> tuple[WrittenInput, ...]:
    """The inputs; what JSON Schema says against their schemas is added where the playbook's own schema is content."""
    broken = {one.pointer[:2] for one in findings if not (one.on_key and len(one.pointer) == _INPUT_DEPTH)}
    members = node.members() if node is not None else ()
    return tuple(_input(reader, name, member, member.pointer in broken) for name, member in members)


def _input(reader: Reader, name: str, node: Node, broken: bool) -> WrittenInput:
    complaints = [] if broken else check_schema(written_schema(node.data))
    placed = [replace(one, pointer=(*node.pointer, *one.pointer)) for one in complaints]
    reader.found.extend(diagnose(node.document, placed, "bad-schema"))
    return WrittenInput(key_word(name, node), node, sound=not broken and not complaints)


def _defaults(reader: Reader, node: Node | None) -> WrittenDefaults:
    if node is None:
        return WrittenDefaults()
    return WrittenDefaults(
        rows=parse_rows(reader, node.child("outcomes")),
        timeout=seconds(node.child("timeout")),
        retry=parse_retry(node.child("retry")),
    )
