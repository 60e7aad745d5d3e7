import pytest

from runbook.providers.contract import Effect
from tests.providers.imports import HEAD, imported, only_operation, shown

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


def test_an_operation_without_a_name_is_called_by_method_and_path() -> None:
    contract, _ = imported(HEAD + f"paths: {{ /x: {{ get: {{ {OK} }}, post: {{ operationId: make, {OK} }} }} }}\n")
    assert contract.names == ("GET /x", "make")
    operation = contract.operation("GET /x")
    assert operation is not None
    assert (operation.name, operation.operation_id) == ("GET /x", "")


def test_alias_and_operation_id_are_two_names_of_one_operation() -> None:
    contract, _ = imported(
        HEAD + f"paths: {{ /x: {{ get: {{ operationId: get-x, x-runbook: {{ alias: x }}, {OK} }} }} }}\n"
    )
    assert contract.names == ("x", "get-x")
    assert contract.operation("x") is contract.operation("get-x") is contract.operations()[0]


def test_a_name_given_twice_is_an_error_that_names_both_places() -> None:
    contract, findings = imported(
        HEAD
        + "paths:\n"
        + f"  /a: {{ get: {{ operationId: same, summary: first, {OK} }} }}\n"
        + f"  /b: {{ get: {{ operationId: same, summary: second, {OK} }} }}\n"
        + f"  /c: {{ get: {{ operationId: other, x-runbook: {{ alias: same }}, {OK} }} }}\n"
    )
    assert shown(findings) == ["error contract-name 6:29 same", "error contract-name 7:56 same"]
    assert [related.span.line for one in findings for related in one.related] == [5, 5]
    operation = contract.operation("same")
    assert operation is not None
    assert operation.summary == "first"


def test_a_path_that_is_no_path_is_left_out() -> None:
    contract, findings = imported(
        HEAD + f"paths: {{ x: {{ get: {{ {OK} }} }}, x-y: {{ a: 1 }}, /z: {{ get: {{ {OK} }} }} }}\n"
    )
    assert contract.names == ("GET /z",)
    assert shown(findings) == ["warning contract-syntax 4:10 x"]


def test_broken_paths_and_operations_are_errors_and_the_rest_is_used() -> None:
    contract, findings = imported(HEAD + f"paths:\n  /a: [1]\n  /b: {{ get: text, post: {{ {OK} }} }}\n  /c: null\n")
    assert contract.names == ("POST /b",)
    assert shown(findings) == ["error contract-syntax 5:7 [1]", "error contract-syntax 6:14 text"]


def test_servers_of_a_single_path_are_ignored_with_a_note() -> None:
    _, findings = only_operation(
        f"paths: {{ /x: {{ servers: [{{ url: https://other.example }}], get: {{ {OK} }} }} }}\n"
    )
    assert shown(findings) == ["note contract-server 4:10 /x"]


def test_an_operation_without_answers_is_a_warning() -> None:
    operation, findings = only_operation("paths: { /x: { get: {} } }\n")
    assert operation.responses == ()
    assert shown(findings) == ["warning contract-status 4:16 get"]
