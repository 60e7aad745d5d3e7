from tests.providers.imports import HEAD, imported, shown

OK = 'responses: { "200": { description: OK } }'


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


def test_a_name_of_a_path_in_a_file_of_its_own_is_reported_there() -> None:
    files = {"x.yaml": f"get:\n  operationId: same\n  {OK}\n"}
    text = HEAD + f"paths:\n  /a: {{ get: {{ operationId: same, {OK} }} }}\n  /x: {{ $ref: x.yaml }}\n"
    _, findings = imported(text, files=files)
    assert [one.span.place for one in findings if one.span] == ["x.yaml:2:16"]


def test_a_verification_calls_an_operation_by_either_of_its_names() -> None:
    verify = "x-runbook: { verify: { call: %s, holds: 'true' } }"
    read = f"get: {{ operationId: read-it, x-runbook: {{ alias: read_it }}, {OK} }}"
    for name in ("read-it", "read_it"):
        _, findings = imported(HEAD + f"paths: {{ /x: {{ {read}, post: {{ {verify % name}, {OK} }} }} }}\n")
        assert findings == []
    _, findings = imported(HEAD + f"paths: {{ /x: {{ {read}, post: {{ {verify % 'readit'}, {OK} }} }} }}\n")
    assert shown(findings)[0].startswith("error contract-extension 4:")
