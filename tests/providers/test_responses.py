import pytest

from tests.providers.imports import HEAD, imported, only_operation, shown

PATHS = "paths:\n  /x:\n    get:\n      responses:\n"


def responses(*lines: str) -> str:
    return PATHS + "".join(f"        {line}\n" for line in lines)


def test_answers_are_found_by_code_range_and_default() -> None:
    operation, findings = only_operation(
        responses("200: { description: one }", '"4xx": { description: two }', "default: { description: three }")
    )
    assert [response.status for response in operation.responses] == ["200", "4XX", "default"]
    descriptions = [operation.response_for(status) for status in (200, 404, 500)]
    assert [response and response.description for response in descriptions] == ["one", "two", "three"]
    assert findings == []


@pytest.mark.parametrize("key", ["168", "310", "999", "099", "20", "2000", "6XX", "OK", "COMMON"])
def test_a_key_that_is_no_status_is_dropped_with_a_warning(key: str) -> None:
    operation, findings = only_operation(responses('"200": { description: OK }', f'"{key}": {{ description: odd }}'))
    assert [response.status for response in operation.responses] == ["200"]
    assert shown(findings) == [f'warning contract-status 9:9 "{key}"']


@pytest.mark.parametrize("key", ["204", "226", "308", "420", "451", "499", "520", "599"])
def test_real_and_invented_statuses_are_kept(key: str) -> None:
    operation, findings = only_operation(responses(f"{key}: {{ description: OK }}"))
    assert [response.status for response in operation.responses] == [key]
    assert findings == []


@pytest.mark.parametrize(
    ("content", "media_types", "has_body", "schema"),
    [
        ("{}", (), False, None),
        ("{ content: {} }", (), False, None),
        ("{ content: { application/json: {} } }", ("application/json",), True, {}),
        ("{ content: { application/json: { schema: {} } } }", ("application/json",), True, {}),
        (
            "{ content: { application/json: { schema: { type: object } } } }",
            ("application/json",),
            True,
            {"type": "object"},
        ),
        ("{ content: { application/problem+json: { schema: true } } }", ("application/problem+json",), True, True),
        ("{ content: { '*/*': { schema: { type: string } } } }", ("*/*",), True, {"type": "string"}),
        ("{ content: { text/plain: { schema: { type: string } } } }", ("text/plain",), True, None),
        (
            "{ content: { text/html: {}, application/json: { schema: { type: array } } } }",
            ("text/html", "application/json"),
            True,
            {"type": "array"},
        ),
    ],
)
def test_the_body_of_an_answer(content: str, media_types: object, has_body: bool, schema: object) -> None:
    operation, findings = only_operation(responses(f'"200": {content}'))
    (response,) = operation.responses
    assert (response.media_types, response.has_body, response.schema) == (media_types, has_body, schema)
    assert findings == []


def test_answers_may_stand_among_the_components() -> None:
    text = responses('"404": { $ref: "#/components/responses/Missing" }')
    contract, findings = imported(HEAD + text + "components: { responses: { Missing: { description: Gone } } }\n")
    assert contract.operations()[0].responses[0].description == "Gone"
    assert findings == []


def test_an_answer_that_is_no_mapping_is_an_error() -> None:
    operation, findings = only_operation(responses('"200": OK', '"404": { description: x }'))
    assert [response.status for response in operation.responses] == ["404"]
    assert shown(findings) == ["error contract-syntax 8:16 OK"]


def test_text_is_its_own_message_when_the_contract_says_so() -> None:
    text = "{ content: { text/plain: { schema: { type: string, example: Invalid case } } } }"
    operation, _ = only_operation(
        PATHS.replace("get:", 'get:\n      x-runbook: { error_message: "" }') + f'        "404": {text}\n'
    )
    assert operation.error_message == ""
    assert operation.responses[0].messages == ("Invalid case",)
