"""Successes that can say no, and those of which nobody can tell."""

import pytest

from tests.providers.imports import only_operation

SPELLINGS = ["Success", "OK", "isSuccess", "is_ok", "succeeded", "successful"]
SPELLINGS += ["error_code", "errorMessage", "hasErrors", "failedCount", "rejected"]


def found(schema: str, examples: str = "", act: str = "cancelThing") -> tuple[str, str]:
    """Why the 200 of an operation with this schema can say no, and what of it is unclear."""
    text = f"""paths:
  /x:
    post:
      operationId: {act}
      responses:
        "200":
          description: OK
          content: {{ application/json: {{ schema: {schema}{examples} }} }}
components:
  schemas:
    Told: {{ type: object, properties: {{ success: {{ type: boolean }} }} }}
    Loop: {{ type: object, properties: {{ next: {{ $ref: '#/components/schemas/Loop' }} }} }}
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


def test_two_examples_that_differ_in_a_yes_and_a_no_can_say_no() -> None:
    schema = props("open: { type: boolean }, mode: { type: string, enum: [a, b] }, id: { type: string }")
    two = ", examples: {{ one: {{ value: {} }}, two: {{ value: {} }} }}"
    assert found(schema, two.format("{ open: true }", "{ open: false }"))[0] == "two of its examples differ in /open"
    assert found(schema, two.format("{ mode: a }", "{ mode: b }"))[0] == "two of its examples differ in /mode"
    assert found(schema, two.format("{ id: a, open: true }", "{ id: b, open: true }"))[0] == ""


@pytest.mark.parametrize(
    "name",
    [
        "Success",
        "OK",
        "isSuccess",
        "is_ok",
        "succeeded",
        "successful",
        "error_code",
        "errorMessage",
        "hasErrors",
        "failedCount",
        "rejected",
    ],
)
def test_a_verdict_is_one_however_it_is_spelt(name: str) -> None:
    assert found(props(f"{name}: {{}}"))[0] == f"its body has a member `{name}`"


@pytest.mark.parametrize("name", ["cancelled", "canceled", "Deleted", "accepted", "isCancelled", "cancel_accepted"])
def test_a_deed_that_can_be_false_can_say_no(name: str) -> None:
    assert found(props(f"{name}: {{ type: boolean }}"))[0] == f"its `{name}` can be false"
    assert found(props(f"{name}: {{ type: string, format: date-time }}"))[0] == ""


def test_a_boolean_that_is_named_for_the_act_itself_can_say_no() -> None:
    assert found(props("parked: { type: boolean }"), act="parkCar")[0] == "its `parked` can be false"
    assert found(props("parked: { type: boolean }"))[0] == ""
    assert found(props("cancelable: { type: boolean }, cancel_at_period_end: { type: boolean }"))[0] == ""


def test_what_a_thing_may_be_is_no_verdict_on_making_or_changing_it() -> None:
    assert found(props("deleted: { type: boolean }"), act="updateThing")[0] == ""
    assert found(props("accepted: { type: boolean }"), act="updateThing")[0] == "its `accepted` can be false"


@pytest.mark.parametrize(
    ("schema", "why"),
    [
        ("result: { type: object, properties: { success: {} } }", "its body has a member `result.success`"),
        ("data: { type: object, properties: { errors: {} } }", "its body has a member `data.errors`"),
        ("order: { type: object, properties: { status: { enum: [GONE, REJECTED] } } }", "its `order.status` can be"),
        ("a: { type: object, properties: { b: { type: object, properties: { ok: {} } } } }", "its body has a member"),
        ("cancellation_status: { enum: [ok, pending] }", "its `cancellation_status` can be `pending`"),
        ("orderState: { enum: [ok, ABORTED] }", "its `orderState` can be `ABORTED`"),
        ("status: { type: boolean }", "its `status` can be false"),
        ("code: { type: integer }, message: { type: string }", "its body has a `code` and words that explain it"),
        ("all: { additionalProperties: { type: object, properties: { status: {} } } }", "its body lists things"),
    ],
)
def test_a_no_inside_of_it_is_found(schema: str, why: str) -> None:
    assert found(props(schema))[0].startswith(why)


@pytest.mark.parametrize(
    "schema",
    [
        "customer: { type: object, properties: { verification_status: { enum: [ok, pending] }, deleted: {} } }",
        "order: { type: object, properties: { buyer: { type: object, properties: { state: { enum: [blocked] } } } } }",
        "code: { type: string }, name: { type: string }",
        "error_url: { type: string }",
    ],
)
def test_what_a_thing_is_made_of_is_no_verdict(schema: str) -> None:
    assert found(props(schema))[0] == ""


@pytest.mark.parametrize(
    ("schema", "why"),
    [
        ("{ type: boolean }", "its whole body is a yes or a no"),
        ("{ enum: [DONE, REFUSED] }", "its whole body can be `REFUSED`"),
    ],
)
def test_a_body_that_is_the_verdict_itself_can_say_no(schema: str, why: str) -> None:
    assert found(schema)[0] == why


def test_an_example_that_says_no_tells_what_a_schema_does_not() -> None:
    assert found("{}", ", example: { status: rejected }")[0] == "in one of its examples its `status` says no"


def test_what_the_act_itself_does_is_no_refusal() -> None:
    aborted = props("state: { enum: [ABORTED] }")
    assert found(aborted, act="abortJob")[0] == ""
    assert found(aborted)[0]


def test_a_schema_that_refers_to_itself_is_walked_once() -> None:
    assert found("{ allOf: [ { $ref: '#/components/schemas/Loop' } ] }")[0] == ""


@pytest.mark.parametrize(
    ("schema", "unclear"),
    [
        (props("status: { type: string }"), "a `status` in words that its contract does not list"),
        (props("data: { type: object }"), "a `data` that its contract does not describe"),
        ("{}", "a body that its contract does not describe"),
        ("{ type: object }", "a body that its contract does not describe"),
        ("{ additionalProperties: { type: string } }", "a body that its contract does not describe"),
        ("{ type: string }", "a text that its contract does not list"),
        (props("id: { type: string }"), ""),
        ("{ type: object, additionalProperties: false }", ""),
    ],
)
def test_what_tells_it_in_any_words_is_unclear(schema: str, unclear: str) -> None:
    assert found(schema) == ("", unclear)
