"""Examples that contradict their own schema."""

from tests.providers.imports import only_operation, shown

TEXT = """paths:
  /x:
    post:
      responses:
        "{status}":
          description: OK
          content:
            application/json:
              schema: {{ $ref: '#/components/schemas/Told' }}
              examples:
                sound: {{ value: {{ done: true }} }}
                odd: {{ value: {{ done: maybe }} }}
components:
  schemas:
    Told: {{ type: object, required: [done], properties: {{ done: {{ type: boolean }} }} }}
"""


def test_an_example_that_its_schema_does_not_accept_is_a_finding_at_its_place() -> None:
    _, findings = only_operation(TEXT.format(status="200"))
    (found,) = [one for one in findings if one.rule == "contract-example"]
    assert "at /done" in found.message
    assert shown([found])[0].endswith("{ done: maybe }")


def test_the_body_of_a_refusal_is_not_checked_so_its_example_may_be_odd() -> None:
    _, findings = only_operation(TEXT.format(status="422"))
    assert [one for one in findings if one.rule == "contract-example"] == []
