import json
import subprocess
import sys

from runbook.diagnostics.source import Source
from runbook.documents.limits import CONTRACT_LIMITS
from runbook.documents.node import Node
from runbook.documents.yaml import load_document
from runbook.providers.contract import Location
from runbook.providers.openapi import contract_from, import_contract
from runbook.values.json import Json
from runbook.values.shape import STRING
from tests.providers.imports import document, imported, shown

DIRTY = """\
openapi: 3.1.0
info: { title: Orders, version: 2023-10-30 }
servers: [{ url: https://api.orders-sandbox.example }, { url: https://api.orders.example }]
paths:
  /orders/{order_id}/cancel:
    put:
      operationId: cancel-an-order
      summary: Cancel an order
      parameters:
        - { name: order_id, in: path, required: true, schema: { type: string } }
        - { name: Authorization, in: header, required: true, schema: { type: string } }
        - name: Accept
          in: header
          schema: { $ref: '#/components/schemas/Accept', default: application/json }
      requestBody:
        description: ''
        content: { application/json: { schema: { $ref: '#/components/schemas/Cancel' } } }
      responses:
        '200': { description: OK, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
        '400': { description: No, content: { application/json: { schema: { $ref: '#/components/schemas/Error400' } } } }
        '168': { description: not a status }
        '500':
          description: Internal Server Error
          content:
            application/json:
              schema: { properties: { error: { type: object, properties: { message: { type: string } } } } }
              example: { error: { message: Service cannot be canceled. }, statusCode: 422 }
components:
  schemas:
    Accept: { type: string, enum: [application/json, application/json; version=2023-10-30] }
    Cancel:
      type: object
      required: [cancellation_reason]
      properties:
        cancellation_reason: { type: string, enum: [immediate, other] }
        cancellation_details: { type: [string, 'null'] }
    Order:
      type: object
      properties:
        id: { type: string }
        verification_requests:
          oneOf: [{ type: array, items: { $ref: '#/components/schemas/Request' } }, { type: 'null' }]
    Request:
      properties: { state: { properties: { canonical_value: { enum: [canceled, other] } } } }
    Error400:
      properties: { error: { properties: { message: { type: string, example: Invalid field values provided } } } }
"""


def test_a_real_document_with_its_dirt_is_read() -> None:
    contract, findings = imported(DIRTY)
    assert (contract.title, contract.version, contract.names) == ("Orders", "2023-10-30", ("cancel-an-order",))
    assert [(one.environment, one.production) for one in contract.servers] == [("sandbox", False), ("prod", True)]
    operation = contract.operations()[0]
    assert [(one.name, one.location) for one in operation.parameters] == [
        ("order_id", Location.PATH),
        ("Accept", Location.HEADER),
    ]
    assert operation.security[0][0].scheme == "Authorization"
    assert operation.body is not None
    assert (operation.body.required, operation.body.shape.required) == (False, {"cancellation_reason"})
    assert operation.error_message == "/error/message"
    assert {one.status: one.messages for one in operation.responses} == {
        "200": (),
        "400": ("Invalid field values provided",),
        "500": (),
    }
    requests = operation.responses[0].shape.properties["verification_requests"]
    assert requests.items is not None
    assert requests.items.properties["state"].properties["canonical_value"].choices == ("canceled", "other")
    assert sorted(shown(findings)) == [
        "note contract-example 27:24 { error: { message: Service cannot be canceled. }, statusCode: 422 }",
        "note contract-security 11:11 { name: Authorization, in: header, required: true, schema: { type: string } }",
        "warning contract-status 21:9 '168'",
    ]


def test_an_older_document_means_the_same() -> None:
    old = """\
openapi: 3.0.3
info: { title: A, version: "1" }
servers: [{ url: https://test.example }]
paths:
  /x:
    get:
      operationId: read
      parameters: [{ name: n, in: query, schema: { type: number, minimum: 0, exclusiveMinimum: true } }]
      responses:
        "200":
          description: OK
          content: { application/json: { schema: { properties: { a: { type: string, nullable: true } } } } }
        default:
          description: Error
          content: { application/json: { schema: { properties: { message: { type: string, example: Refused } } } } }
"""
    contract, findings = imported(old)
    operation = contract.operation("read")
    assert findings == []
    assert operation is not None
    assert operation.parameters[0].schema == {"type": "number", "exclusiveMinimum": 0}
    assert operation.responses[0].schema == {"properties": {"a": {"type": ["string", "null"]}}}
    assert operation.responses[1].messages == ("Refused",)


def test_json_and_yaml_give_the_same_normal_form() -> None:
    loaded = document(DIRTY)
    text = json.dumps(loaded.data, indent=2)
    first, _ = import_contract(loaded, name="a")
    second, _ = import_contract(document(text, "contract.json"), name="a")
    assert first == second


def test_a_cached_normal_form_gives_the_same_contract() -> None:
    loaded = document(DIRTY)
    normal, _ = import_contract(loaded, name="a")
    cached: Json = json.loads(json.dumps(normal))
    first, second = (
        contract_from(one, digest="sha256:1", span_of=lambda pointer: Node(loaded, pointer, None).key_span)
        for one in (normal, cached)
    )
    assert first.operations() == second.operations()
    assert (first.servers, first.schemes, first.digest) == (second.servers, second.schemes, "sha256:1")


def test_the_place_of_an_operation_is_known_by_each_of_its_names() -> None:
    contract, _ = imported(DIRTY)
    span = contract.span_of("cancel-an-order")
    assert span is not None
    assert span.line == 7
    assert contract.span_of("nothing") is None
    assert contract.operation("nothing") is None


def test_an_operation_is_built_when_it_is_first_asked_for() -> None:
    contract, _ = imported(DIRTY)
    assert contract.operation("cancel-an-order") is contract.operation("cancel-an-order")


def large(operations: int, schemas: int) -> str:
    """A document of several megabytes in which everything refers to everything else."""

    def thing(number: int) -> Json:
        fields: dict[str, Json] = {
            f"text_{index}": {"type": "string", "description": "words " * 12} for index in range(24)
        }
        for index in range(8):
            other = {"$ref": f"#/components/schemas/thing_{(number * 7 + index * 13) % schemas}"}
            fields[f"thing_{index}"] = {"anyOf": [{"type": "string"}, other], "nullable": True}
        return {"type": "object", "properties": fields, "required": ["text_1"]}

    def operation(number: int) -> Json:
        answer: Json = {"application/json": {"schema": {"$ref": f"#/components/schemas/thing_{number % schemas}"}}}
        return {
            "operationId": f"cancel_{number}",
            "description": "Cancels a thing. " * 40,
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
            "responses": {
                "200": {"description": "OK", "content": answer},
                "default": {"description": "Error", "content": answer},
            },
        }

    whole: Json = {
        "openapi": "3.0.0",
        "info": {"title": "Large", "version": "1"},
        "servers": [{"url": "https://test.example"}],
        "paths": {f"/things_{number}/{{id}}/cancel": {"post": operation(number)} for number in range(operations)},
        "components": {"schemas": {f"thing_{number}": thing(number) for number in range(schemas)}},
    }
    return json.dumps(whole, indent=1)


def test_a_document_of_four_megabytes_is_read() -> None:
    text = large(operations=420, schemas=700)
    assert len(text) > 4_000_000
    loaded, problems = load_document(Source("large.yaml", text), CONTRACT_LIMITS)
    assert loaded is not None, problems
    normal, findings = import_contract(loaded, name="large")
    contract = contract_from(normal, digest="sha256:0", span_of=lambda pointer: None)
    operation = contract.operation("cancel_419")
    assert findings == []
    assert len(contract.names) == 420
    assert operation is not None
    assert operation.responses[0].shape.properties["thing_0"].properties["text_0"] == STRING


def test_reading_a_cached_contract_does_not_load_the_importer() -> None:
    program = (
        "import sys; from runbook.providers.openapi import contract_from;"
        "contract_from({}, digest='', span_of=lambda pointer: None);"
        "print(sorted({'runbook.providers.importer', 'jsonschema', 'yaml', 'difflib'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
