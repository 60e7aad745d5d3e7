"""Values against schemas."""

import socket
import subprocess
import sys
from time import process_time

import pytest
from hypothesis import given, settings

from runbook.documents.bundled import bundled
from runbook.documents.json_text import load_json
from runbook.documents.quick_compiler import QuickCompiler
from runbook.documents.schema import Finding, Schema, check_schema, compile_schema
from runbook.values.json import Json
from tests.documents.schemas import ORACLE, SCHEMAS, VALUES


@settings(deadline=None, max_examples=400)
@given(SCHEMAS, VALUES)
def test_a_quick_yes_is_always_a_yes_of_jsonschema(schema: Json, value: Json) -> None:
    quick = QuickCompiler(schema).compile(schema)
    verdict = ORACLE(schema).is_valid(value)  # type: ignore[arg-type]
    if quick.check(value):
        assert verdict
    elif quick.exact:
        assert not verdict


@settings(deadline=None, max_examples=250)
@given(SCHEMAS, VALUES)
def test_the_verdict_is_that_of_jsonschema_and_every_no_has_a_reason(schema: Json, value: Json) -> None:
    compiled = compile_schema(schema)
    verdict = ORACLE(schema).is_valid(value)  # type: ignore[arg-type]
    assert compiled.accepts(value) is verdict
    findings = compiled.findings(value)
    assert bool(findings) is not verdict
    assert all(finding.message for finding in findings)


def playbook_schema() -> Schema:
    document, _ = load_json(bundled("playbook.schema.json"))
    assert document is not None
    return compile_schema(document.data)


def test_references_lead_into_the_root_document() -> None:
    root: Json = {"components": {"schemas": {"Id": {"type": "string", "minLength": 1}}}}
    schema = compile_schema({"type": "array", "items": {"$ref": "#/components/schemas/Id"}}, root)
    assert schema.accepts(["a"])
    assert schema.findings([""]) == [
        Finding((0,), "minLength", "must have at least 1 character", expected="at least 1 character")
    ]


@pytest.mark.parametrize("reference", ["http://localhost:9/x", "file:///etc/passwd", "#/nowhere", "other.yaml#/x"])
def test_a_reference_outside_accepts_nothing_and_fetches_nothing(
    reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda *a: opened.append(a))
    schema = compile_schema({"properties": {"a": {"$ref": reference}}})
    assert not schema.accepts({"a": 1})
    assert schema.findings({"a": 1})[0].keyword == "$ref"
    assert schema.accepts({"b": 1})
    assert opened == []


@pytest.mark.parametrize(
    "schema", [{"$ref": "#"}, {"anyOf": [{"$ref": "#"}, {"type": "null"}]}, {"not": {"$ref": "#"}}, 7, "x", None, [1]]
)
def test_what_is_no_sound_schema_accepts_nothing(schema: Json) -> None:
    compiled = compile_schema(schema)
    assert not compiled.accepts("x")
    assert all(isinstance(finding, Finding) for finding in compiled.findings("x"))
    assert compiled.findings("x")


def test_malformed_keywords_of_other_peoples_documents_are_ignored() -> None:
    date: Json = {"type": "date", "required": True}
    schema = compile_schema({"type": "object", "required": True, "properties": {"d": date}})
    assert schema.accepts({"d": 7})
    assert not schema.accepts([])


def test_openapi_3_0_has_nulls_and_exclusive_limits_of_its_own() -> None:
    schema = compile_schema({"type": "number", "nullable": True, "minimum": 0, "exclusiveMinimum": True})
    assert schema.accepts(None)
    assert schema.accepts(1)
    assert not schema.accepts(0)
    assert schema.findings(0)[0].expected == "more than the limit"


def test_thousands_of_mistakes_become_two_hundred_findings() -> None:
    assert len(compile_schema({"items": {"type": "string"}}).findings(list(range(5000)))) == 200


def test_hostile_schemas_and_values_take_no_time() -> None:
    objects: Json = [{"id": number} for number in range(3000)]
    begin = process_time()
    assert compile_schema({"pattern": "^(a+)+$"}).accepts("a" * 5000)
    assert not compile_schema({"pattern": "^(a+)+$"}).accepts("a" * 5000 + "!")
    assert compile_schema({"uniqueItems": True}).accepts(objects)
    assert not compile_schema({"enum": [objects] * 50}).accepts([*objects, 1])  # type: ignore[misc]
    assert process_time() - begin < 2


def test_the_schema_of_playbooks_names_one_branch_and_one_mistake() -> None:
    step: Json = {"id": "a", "call": "kc.cancel_case", "outcomes": [{"status": 404, "thn": "stop"}]}
    playbook: Json = {"runbook": 1, "name": "x", "steps": [step]}
    findings = [finding for finding in playbook_schema().findings(playbook) if finding.pointer[:1] == ("steps",)]
    assert [(finding.pointer, finding.message) for finding in findings] == [
        (("steps", 0, "outcomes", 0, "thn"), 'unknown key "thn"')
    ]


def test_a_sound_playbook_is_accepted_without_importing_jsonschema() -> None:
    program = """
import sys
from runbook.documents.bundled import bundled
from runbook.documents.json_text import load_json
from runbook.documents.schema import compile_schema
document, _ = load_json(bundled("report.schema.json"))
compile_schema({"type": "object", "properties": {"a": {"pattern": "^a$"}}}).accepts({"a": "a"})
slow = {"jsonschema", "referencing", "yaml", "difflib", "urllib.parse", "unicodedata"} & sys.modules.keys()
sys.exit(", ".join(slow) or 0)
"""
    finished = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr


def test_our_own_schemas_are_sound() -> None:
    for name in ("playbook", "report", "findings", "dry-run"):
        document, _ = load_json(bundled(f"{name}.schema.json"))
        assert document is not None
        assert check_schema(document.data) == []
