import socket

import pytest

from runbook.documents.node import Document
from runbook.providers.openapi import import_contract
from runbook.providers.references import sibling_name
from tests.providers.imports import HEAD, document, imported, shown

PATHS = """\
paths:
  /x:
    get:
      operationId: read
      responses:
        "200":
          description: OK
          content: { application/json: { schema: { $ref: "%s" } } }
"""


@pytest.mark.parametrize(
    ("path", "file", "name"),
    [
        ("a.yaml", "", "a.yaml"),
        ("./a.yaml", "", "a.yaml"),
        ("schemas/a.yaml", "", "schemas/a.yaml"),
        ("../a.yaml", "paths/x.yaml", "a.yaml"),
        ("b.yaml", "paths/x.yaml", "paths/b.yaml"),
        ("../a.yaml", "", None),
        ("a/../../b.yaml", "", None),
        ("/etc/passwd", "", None),
        ("file:///etc/passwd", "", None),
        ("https://test.example/a.yaml", "", None),
        ("C:\\a.yaml", "", None),
        ("..\\a.yaml", "", None),
        ("~/a.yaml", "", None),
        (".", "", None),
    ],
)
def test_a_reference_stays_inside_the_folder(path: str, file: str, name: str | None) -> None:
    assert sibling_name(path, file) == name


def test_siblings_are_embedded_with_their_own_references_even_in_circles() -> None:
    files = {
        "schemas/case.yaml": "properties: { parent: { $ref: '#' }, error: { $ref: '../errors.yaml#/Error' } }\n",
        "errors.yaml": "Error: { properties: { case: { $ref: 'schemas/case.yaml' }, text: { type: string } } }\n",
    }
    contract, findings = imported(HEAD + PATHS % "schemas/case.yaml", files=files)
    operation = contract.operation("read")
    assert findings == []
    assert operation is not None
    shape = operation.responses[0].shape
    assert set(shape.properties) == {"parent", "error"}
    assert set(shape.properties["error"].properties) == {"case", "text"}
    assert set(shape.properties["error"].properties["case"].properties["parent"].properties) == {"parent", "error"}


def test_a_path_can_live_in_a_file_of_its_own() -> None:
    text = HEAD + "paths: { /x: { $ref: paths/x.json } }\n"
    files = {"paths/x.json": '{"get": {"operationId": "read", "responses": {"168": {}, "200": {"description": "OK"}}}}'}
    contract, findings = imported(text, files=files)
    assert contract.names == ("read",)
    assert shown(findings) == ['warning contract-status 1:47 "168"']


@pytest.mark.parametrize(
    "reference",
    [
        "https://test.example/a.yaml#/A",
        "file:///etc/passwd",
        "../outside.yaml#/A",
        "missing.yaml#/A",
        "there.yaml#anchor",
        "//test.example/a",
    ],
)
def test_nothing_is_fetched_and_nothing_is_read_outside(reference: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **named: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    contract, findings = imported(HEAD + PATHS % reference, files={"there.yaml": "A: {}\n"})
    assert shown(findings) == [f'error contract-reference 11:58 "{reference}"']
    assert contract.operations()[0].responses[0].schema == {}


def test_a_file_is_asked_for_once_and_only_when_it_is_referred_to() -> None:
    asked: list[str] = []

    def siblings(name: str) -> Document | None:
        asked.append(name)
        return document("A: { type: string }\nB: { $ref: '#/A' }\n", name)

    text = (
        HEAD
        + PATHS % "a.yaml#/A"
        + "components: { schemas: { A: { $ref: 'a.yaml#/A' }, B: { $ref: './a.yaml#/B' } } }\n"
    )
    _, findings = import_contract(document(text), name="given", siblings=siblings)
    assert findings == []
    assert asked == ["a.yaml"]


def test_a_local_reference_that_leads_nowhere_gets_a_suggestion() -> None:
    text = HEAD + PATHS % "#/components/schemas/Cas" + "components: { schemas: { Case: { type: object } } }\n"
    _, findings = imported(text)
    assert shown(findings) == ['error contract-reference 11:58 "#/components/schemas/Cas"']
    assert findings[0].help == 'did you mean "Case"?'
