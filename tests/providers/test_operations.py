import pytest

from runbook.providers.contract import Effect
from tests.providers.imports import only_operation, shown

OK = 'responses: { "200": { description: OK } }'


@pytest.mark.parametrize(
    ("method", "effect"),
    [
        ("get", Effect.READ),
        ("head", Effect.READ),
        ("post", Effect.IRREVERSIBLE),
        ("put", Effect.IRREVERSIBLE),
        ("patch", Effect.IRREVERSIBLE),
        ("delete", Effect.IRREVERSIBLE),
        ("options", Effect.IRREVERSIBLE),
        ("trace", Effect.IRREVERSIBLE),
    ],
)
def test_everything_but_a_read_is_irreversible_until_said_otherwise(method: str, effect: Effect) -> None:
    operation, findings = only_operation(f"paths: {{ /x: {{ {method}: {{ {OK} }} }} }}\n")
    assert (operation.effect, operation.method) == (effect, method.upper())
    assert findings == []


def test_servers_of_a_single_path_are_ignored_with_a_note() -> None:
    _, findings = only_operation(
        f"paths: {{ /x: {{ servers: [{{ url: https://other.example }}], get: {{ {OK} }} }} }}\n"
    )
    assert shown(findings) == ["note contract-server 4:10 /x"]


def test_an_operation_without_answers_is_a_warning() -> None:
    operation, findings = only_operation("paths: { /x: { get: {} } }\n")
    assert operation.responses == ()
    assert shown(findings) == ["warning contract-status 4:16 get"]


def test_a_key_that_is_a_parameter_as_well_is_a_finding() -> None:
    _, findings = only_operation("""paths:
  /x:
    post:
      x-runbook: { idempotency_key: Idempotency-Key }
      parameters: [ { name: idempotency-key, in: header, schema: { type: string } } ]
      responses: { 200: { description: OK } }
""")
    (found,) = [one for one in findings if one.rule == "contract-extension"]
    assert "as well" in found.message


def test_a_key_that_is_no_header_name_is_a_finding() -> None:
    _, findings = only_operation("""paths:
  /x:
    post:
      x-runbook: { idempotency_key: "Idempotency Key" }
      responses: { 200: { description: OK } }
""")
    assert [one.rule for one in findings] == ["contract-extension"]
