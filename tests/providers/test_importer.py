import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.diagnostics.diagnostic import has_errors
from runbook.diagnostics.source import Source
from runbook.documents.node import Document
from runbook.providers.importer import normal_form
from runbook.values.json import Json
from tests.providers.imports import HEAD, document, imported, normal_of, shown

PATHS = 'paths: { /x: { get: { operationId: read, responses: { "200": { description: OK } } } } }\n'


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("[1, 2]", "error contract-syntax 1:1 [1, 2]"),
        ("a: 1\n", "error contract-syntax 1:1 a: 1"),
        ('swagger: "2.0"\n', 'error contract-syntax 1:10 "2.0"'),
        ("openapi: 3.2.0\n", "error contract-syntax 1:10 3.2.0"),
        ("openapi: 3.1.0\n", "error contract-syntax 1:1 openapi: 3.1.0"),
        ("openapi: 3.1.0\npaths: []\n", "error contract-syntax 2:8 []"),
    ],
)
def test_what_is_beyond_use_has_no_normal_form(text: str, finding: str) -> None:
    normal, findings = normal_of(text)
    assert normal is None
    assert shown(findings)[0] == finding


@pytest.mark.parametrize("version", ["3.0.0", "3.0.3", "3.1.0", "3.1.1", "3.1", '"3.0"'])
def test_every_3_0_and_3_1_is_read(version: str) -> None:
    contract, findings = imported(f"openapi: {version}\n" + HEAD.split("\n", 1)[1] + PATHS)
    assert contract.names == ("read",)
    assert findings == []


def test_a_date_as_a_version_stays_the_text_it_was() -> None:
    contract, findings = imported(HEAD.replace('"1"', "2023-10-30") + PATHS)
    assert contract.version == "2023-10-30"
    assert findings == []


def test_components_inside_paths_are_used_with_a_warning() -> None:
    contract, findings = imported(
        HEAD
        + "paths:\n"
        + "  /x: { get: { responses: { 400: { $ref: '#/components/responses/Bad' }, "
        + "404: { $ref: '#/components/responses/No' } } } }\n"
        + "  components:\n"
        + "    responses: { Bad: { description: nested }, No: { description: nested, x-runbook: {} } }\n"
        + "components: { responses: { Bad: { description: real } } }\n"
    )
    assert [response.description for response in contract.operations()[0].responses] == ["real", "nested"]
    assert shown(findings) == [
        "warning contract-syntax 6:3 components",
        "warning contract-extension 7:75 x-runbook",
    ]


def test_types_and_patterns_that_cannot_be_checked_are_warnings() -> None:
    _, findings = imported(
        HEAD
        + PATHS
        + "components:\n  schemas:\n    A: { type: date }\n    B: { type: string, pattern: '^\\p{L}+$' }\n"
        + "  securitySchemes: { C: { type: http, scheme: bearer } }\n"
    )
    assert shown(findings) == ["warning contract-schema 7:16 date", "warning contract-schema 8:33 '^\\p{L}+$'"]


def test_the_normal_form_is_plain_json_that_survives_a_cache() -> None:
    normal, _ = normal_of(HEAD + PATHS)
    assert json.loads(json.dumps(normal)) == normal


def test_only_what_references_lead_into_is_kept_of_the_document() -> None:
    content = "content: { application/json: { schema: { $ref: '#/components/schemas/A' } } }"
    text = HEAD + f"paths: {{ /x: {{ get: {{ responses: {{ '200': {{ {content} }} }} }} }} }}\n"
    normal, findings = normal_of(text + "components: { schemas: { A: { type: string } } }\ntags: [{ name: a }]\n")
    assert findings == []
    assert isinstance(normal, dict)
    assert normal["root"] == {"components": {"schemas": {"A": {"type": "string"}}}}


def test_importing_does_not_change_the_document() -> None:
    text = HEAD + PATHS.replace("paths: {", "paths: { components: { schemas: { A: {} } },")
    loaded = document(text)
    before = json.dumps(loaded.data)
    normal_form(loaded, "a", [], lambda name: None)
    assert json.dumps(loaded.data) == before


WORDS = st.sampled_from(
    [
        "openapi",
        "3.1.0",
        "paths",
        "/x",
        "/{id}",
        "get",
        "post",
        "parameters",
        "name",
        "in",
        "path",
        "query",
        "required",
        "schema",
        "type",
        "object",
        "properties",
        "$ref",
        "#/components/schemas/A",
        "responses",
        "200",
        "4XX",
        "default",
        "content",
        "application/json",
        "example",
        "message",
        "x-runbook",
        "alias",
        "effect",
        "verify",
        "security",
        "servers",
        "url",
        "https://a.example",
        "components",
        "schemas",
        "securitySchemes",
        "http",
        "bearer",
        "A",
        "allOf",
        "items",
    ]
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 300) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=25,
)
operations = st.dictionaries(WORDS, anything, max_size=5)


@settings(deadline=None, max_examples=150)
@given(st.dictionaries(WORDS, anything, max_size=3), operations, anything, anything)
def test_whatever_a_document_holds_it_is_read_or_explained(
    root: Json, operation: Json, servers: Json, shared: Json
) -> None:
    data: Json = {
        **(root if isinstance(root, dict) else {}),
        "openapi": "3.1.0",
        "paths": {"/x/{id}": {"post": operation}},
        "servers": servers,
        "components": {"schemas": {"A": shared}, "securitySchemes": shared},
    }
    normal, findings = normal_form(Document(Source("any", ""), data, {}), "any", [], lambda name: None)
    assert normal is not None or has_errors(findings)


@settings(deadline=None, max_examples=60)
@given(anything)
def test_whatever_a_document_is_it_is_read_or_explained(data: Json) -> None:
    normal, findings = normal_form(Document(Source("any", ""), data, {}), "any", [], lambda name: None)
    assert normal is not None or has_errors(findings)
