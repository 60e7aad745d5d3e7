import pytest

from runbook.providers.contract import Response
from tests.providers.imports import only_operation, shown

PATHS = """\
paths:
  /x:
    post:
      responses:
        "200": { description: OK }
        "422":
          description: Refused
          content:
            application/json:
"""


def refusal(lines: str) -> tuple[Response, list[str]]:
    text = PATHS + "".join(f"              {line}\n" for line in lines.strip().split("\n"))
    operation, findings = only_operation(text)
    response = operation.response_for(422)
    assert response is not None
    return response, shown(findings)


@pytest.mark.parametrize(
    "lines",
    [
        "example: { message: Too late. }",
        "examples: { one: { value: { message: Too late. } } }",
        "schema: { example: { message: Too late. } }",
        "schema: { examples: [{ message: Too late. }] }",
        "schema: { type: object, x-examples: { One: { message: Too late. } } }",
        "schema: { properties: { message: { type: string, example: Too late. } } }",
        "schema: { properties: { message: { type: string, examples: [Too late.] } } }",
        "schema: { properties: { message: { const: Too late. } } }",
        "schema: { properties: { message: { enum: [Too late.] } } }",
        "schema: { allOf: [{ oneOf: [{ properties: { message: { const: Too late. } } }] }] }",
    ],
)
def test_words_are_found_wherever_an_example_can_stand(lines: str) -> None:
    response, findings = refusal(lines)
    assert response.messages == ("Too late.",)
    assert findings == []


def test_words_keep_their_order_and_are_told_once() -> None:
    response, _ = refusal(
        "examples: { a: { value: { message: First } }, b: { value: { message: Second } } }\n"
        "schema: { example: { message: First } }"
    )
    assert response.messages == ("First", "Second")


def test_a_placeholder_in_an_example_is_data() -> None:
    response, _ = refusal("example: { message: '{{Service}} cannot be canceled {% if x %}.' }")
    assert response.messages == ("{{Service}} cannot be canceled {% if x %}.",)


def test_words_that_are_no_text_are_not_counted() -> None:
    response, _ = refusal(
        "examples: { a: { value: { message: [a, b] } }, b: { value: { message: null } }, c: { value: 7 } }"
    )
    assert response.messages == ()


@pytest.mark.parametrize("member", ["statusCode: 500", "status: 404", "httpStatus: 409", "status_code: 400"])
def test_an_example_of_another_status_is_noted_and_not_counted(member: str) -> None:
    response, findings = refusal(f"examples: {{ a: {{ value: {{ message: Trouble, {member} }} }} }}")
    assert response.messages == ()
    assert findings == [f"note contract-example 13:39 {{ message: Trouble, {member} }}"]


@pytest.mark.parametrize("member", ["statusCode: 422", "status: failed", "status: true", "status: 7", "errorId: 500"])
def test_an_example_that_names_no_other_status_counts(member: str) -> None:
    response, findings = refusal(f"example: {{ message: Trouble, {member} }}")
    assert response.messages == ("Trouble",)
    assert findings == []


def test_an_example_fits_a_range_and_a_default() -> None:
    content = "{ content: { application/json: { example: { message: %s, statusCode: 404 } } } }"
    answers = f"4XX: {content % 'a'}, 5XX: {content % 'b'}, default: {content % 'c'}"
    operation, findings = only_operation(f"paths: {{ /x: {{ post: {{ responses: {{ {answers} }} }} }} }}\n")
    assert [response.messages for response in operation.responses] == [("a",), (), ("c",)]
    assert len(findings) == 1


def test_an_example_can_stand_among_the_components() -> None:
    operation, findings = only_operation(
        PATHS
        + "              examples: { a: { $ref: '#/components/examples/Late' } }\n"
        + "components: { examples: { Late: { value: { message: Too late. } } } }\n"
    )
    assert operation.responses[1].messages == ("Too late.",)
    assert findings == []


def test_a_schema_that_contains_itself_is_looked_at_with_patience() -> None:
    operation, _ = only_operation(
        PATHS
        + "              schema: { $ref: '#/components/schemas/E' }\n"
        + "components: { schemas: { E: { allOf: [{ $ref: '#/components/schemas/E' }] } } }\n"
    )
    assert operation.responses[1].messages == ()


@pytest.mark.parametrize(
    ("lines", "pointer"),
    [
        ("schema: { properties: { message: { type: string } } }", "/message"),
        ("schema: { properties: { error: { properties: { message: { type: string } } } } }", "/error/message"),
        ("example: { error: { message: words } }", "/error/message"),
        ("schema: { properties: { error: { type: string } } }", None),
        ("schema: { type: object }", None),
    ],
)
def test_the_usual_places_of_an_errors_words_are_found(lines: str, pointer: str | None) -> None:
    operation, _ = only_operation(PATHS + f"              {lines}\n")
    assert operation.error_message == pointer
