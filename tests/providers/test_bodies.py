import pytest

from runbook.providers.contract import Body
from tests.providers.imports import HEAD, imported, only_operation, shown

PATHS = 'paths:\n  /x:\n    post:\n      responses: { "200": { description: OK } }\n      requestBody:\n'


def body_of(*lines: str) -> tuple[Body | None, list[str]]:
    operation, findings = only_operation(PATHS + "".join(f"        {line}\n" for line in lines))
    return operation.body, shown(findings)


@pytest.mark.parametrize(
    ("declared", "chosen"),
    [
        (["application/json"], "application/json"),
        (["application/x-www-form-urlencoded", "application/json"], "application/json"),
        (["text/plain", "application/x-www-form-urlencoded"], "application/x-www-form-urlencoded"),
        (["application/pdf", "text/plain"], "text/plain"),
        (["application/merge-patch+json"], "application/merge-patch+json"),
        (["application/json; version=2"], "application/json; version=2"),
        (["'*/*'"], "application/json"),
    ],
)
def test_json_goes_before_a_form_and_a_form_before_text(declared: list[str], chosen: str) -> None:
    body, findings = body_of("content:", *(f"  {name}: {{ schema: {{ type: string }} }}" for name in declared))
    assert body is not None
    assert body.media_type == chosen
    assert findings == []


def test_a_body_that_cannot_be_written_is_noted() -> None:
    body, findings = body_of("content: { multipart/form-data: { schema: { type: object } } }")
    assert body is not None
    assert body.media_type == "multipart/form-data"
    assert findings == ["note contract-body 9:20 multipart/form-data"]


@pytest.mark.parametrize(("said", "required"), [("required: true", True), ("required: false", False), ("", False)])
def test_a_body_is_required_only_where_the_contract_says_so(said: str, required: bool) -> None:
    lines = [said] if said else []
    body, _ = body_of(
        *lines, "content: { application/json: { schema: { type: object, required: [a], properties: { a: {} } } } }"
    )
    assert body is not None
    assert body.required is required
    assert body.shape.required == {"a"}


def test_a_body_without_content_is_none() -> None:
    assert body_of("content: {}") == (None, [])


def test_a_body_without_a_schema_takes_anything() -> None:
    body, _ = body_of("content: { application/json: {} }")
    assert body is not None
    assert body.shape.is_any


def test_members_can_be_marked_as_secret_also_through_references() -> None:
    paths = PATHS + "        content: { application/json: { schema: { $ref: '#/components/schemas/Login' } } }\n"
    contract, findings = imported(
        HEAD
        + paths
        + "components:\n  schemas:\n    Login:\n      allOf:\n"
        + "        - { properties: { key: { $ref: '#/components/schemas/Key', x-runbook: { secret: true } } } }\n"
        + "        - { properties: { user: { type: string, x-runbook: { secret: false } } } }\n"
        + "    Key: { type: string }\n"
    )
    body = contract.operations()[0].body
    assert body is not None
    assert body.secrets == {"key"}
    assert findings == []


def test_a_mark_that_means_nothing_is_an_error() -> None:
    schema = "{ properties: { a: { type: string, x-runbook: { secrt: true } } } }"
    _, findings = body_of(f"content: {{ application/json: {{ schema: {schema} }} }}")
    assert findings == ["error contract-extension 9:96 secrt"]
