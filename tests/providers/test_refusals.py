"""Which successes can say no."""

import pytest

from runbook.providers.refusals import says_no
from tests.providers.imports import only_operation


def found(schema: str, examples: str = "") -> tuple[str, str]:
    """Why the 200 of an operation with this schema can say no, and its unclear member."""
    text = f"""paths:
  /x:
    post:
      responses:
        "200":
          description: OK
          content: {{ application/json: {{ schema: {schema}{examples} }} }}
components:
  schemas:
    Told: {{ type: object, properties: {{ success: {{ type: boolean }} }} }}
    Plain: {{ type: object, properties: {{ id: {{ type: string }} }} }}
"""
    operation, _ = only_operation(text)
    return operation.responses[0].says_no, operation.responses[0].unclear


def props(text: str) -> str:
    return f"{{ type: object, properties: {{ {text} }} }}"


@pytest.mark.parametrize("name", ["success", "ok", "error", "errors", "failed", "failures"])
def test_a_member_that_is_a_verdict_can_say_no(name: str) -> None:
    assert found(props(f"{name}: {{}}"))[0] == f"its body has a member `{name}`"


@pytest.mark.parametrize(
    "schema",
    [
        "{ $ref: '#/components/schemas/Told' }",
        "{ allOf: [ { $ref: '#/components/schemas/Plain' }, { $ref: '#/components/schemas/Told' } ] }",
        "{ oneOf: [ { $ref: '#/components/schemas/Plain' }, { $ref: '#/components/schemas/Told' } ] }",
    ],
)
def test_it_is_found_through_references_and_compositions(schema: str) -> None:
    assert found(schema)[0]


@pytest.mark.parametrize("name", ["status", "state", "success", "error"])
def test_a_list_whose_items_tell_each_how_it_went_can_say_no(name: str) -> None:
    item = props(f"{name}: {{ type: string }}")
    assert found(f"{{ type: array, items: {item} }}")[0]
    assert found(props(f"things: {{ type: array, items: {item} }}"))[0]


@pytest.mark.parametrize("name", ["status", "state", "result", "outcome"])
def test_a_word_of_refusal_or_of_not_yet_in_an_enum_can_say_no(name: str) -> None:
    assert found(props(f"{name}: {{ type: string, enum: [OK, ABORT] }}"))[0] == f"its `{name}` can be `ABORT`"
    assert found(props(f"{name}: {{ type: string, enum: [done, canceled] }}"))[0] == ""


@pytest.mark.parametrize(
    "word",
    [
        "REJECTED",
        "abort",
        "failed",
        "error",
        "denied",
        "invalid",
        "waiting",
        "PENDING",
        "in_progress",
        "not_found",
        "no",
    ],
)
def test_words_that_say_no(word: str) -> None:
    assert says_no(word)


@pytest.mark.parametrize("word", ["ok", "done", "Canceled", "processed", "completed", "success", "noted", 5, None])
def test_words_that_say_yes(word: object) -> None:
    assert not says_no(word)  # type: ignore[arg-type]


def test_two_examples_that_differ_in_a_yes_and_a_no_can_say_no() -> None:
    schema = props("done: { type: boolean }, mode: { type: string, enum: [a, b] }, id: { type: string }")
    two = ", examples: {{ one: {{ value: {} }}, two: {{ value: {} }} }}"
    assert found(schema, two.format("{ done: true }", "{ done: false }"))[0] == "two of its examples differ in /done"
    assert found(schema, two.format("{ mode: a }", "{ mode: b }"))[0] == "two of its examples differ in /mode"
    assert found(schema, two.format("{ id: a, done: true }", "{ id: b, done: true }"))[0] == ""


def test_a_status_in_any_words_is_unclear() -> None:
    assert found(props("status: { type: string }")) == ("", "status")
    assert found(props("id: { type: string }")) == ("", "")
