from runbook.documents.schema import compile_schema
from tests.providers.imports import HEAD, imported

TEXT = (
    HEAD
    + """\
paths:
  /case/{id}:
    post:
      operationId: act
      parameters: [{ name: id, in: path, required: true, schema: { $ref: '#/components/schemas/Id' } }]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Case' } } } }
      responses: { "200": { content: { application/json: { schema: { $ref: '#/components/schemas/Case' } } } } }
components:
  schemas:
    Id: { type: string, minLength: 2 }
    Case:
      type: object
      required: [id, password]
      properties:
        id: { $ref: '#/components/schemas/Id', readOnly: true }
        password: { type: string, writeOnly: true }
        parent: { $ref: '#/components/schemas/Case' }
"""
)


def test_every_schema_of_an_operation_can_be_checked_by_itself() -> None:
    operation = imported(TEXT)[0].operation("act")
    assert operation is not None
    assert operation.body is not None
    assert not compile_schema(operation.parameters[0].schema).accepts("x")
    sent, received = compile_schema(operation.body.schema), compile_schema(operation.responses[0].schema)
    assert sent.accepts({"password": "p", "parent": {"password": "q"}})
    assert not sent.accepts({"password": "p", "parent": {"id": "xx"}})
    assert received.accepts({"id": "xx"})
    assert not received.accepts({"id": "x"})


def test_a_shape_goes_the_same_way_as_its_schema() -> None:
    operation = imported(TEXT)[0].operation("act")
    assert operation is not None
    assert operation.body is not None
    assert operation.body.shape.required == {"password"}
    assert operation.responses[0].shape.required == {"id"}
    assert operation.responses[0].shape.properties["parent"].required == {"id"}


def test_definitions_are_shared_between_answers() -> None:
    text = TEXT.replace(
        '"200": {',
        '"201": { content: { application/json: { schema: { $ref: "#/components/schemas/Case" } } } }, "200": {',
    )
    operation = imported(text)[0].operation("act")
    assert operation is not None
    first, second = (response.schema for response in operation.responses)
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    assert isinstance(first["$defs"], dict)
    assert isinstance(second["$defs"], dict)
    assert first["$defs"]["Case"] is second["$defs"]["Case"]
