import pytest

from runbook.providers.contract import Location
from runbook.values.shape import STRING
from tests.providers.imports import HEAD, imported, only_operation, shown

PATHS = """\
paths:
  /x/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string }, description: The thing }
      - { name: page, in: query, schema: { type: integer } }
    get:
      parameters:
%s
      responses: { "200": { description: OK } }
"""


def parameters(*lines: str) -> str:
    return PATHS % "\n".join(f"        - {line}" for line in lines)


def test_the_operation_overrides_the_path() -> None:
    operation, findings = only_operation(
        parameters("{ name: page, in: query, required: true, schema: { type: string } }")
    )
    assert [(one.name, one.required) for one in operation.parameters] == [("id", True), ("page", True)]
    assert operation.parameters[0].description == "The thing"
    assert operation.parameters[1].shape == STRING
    assert findings == []


@pytest.mark.parametrize(
    ("location", "style", "explode"),
    [("path", "simple", False), ("query", "form", True), ("header", "simple", False), ("cookie", "form", True)],
)
def test_each_location_has_its_default_style(location: str, style: str, explode: bool) -> None:
    name = "id" if location == "path" else "X-Thing"
    operation, _ = only_operation(parameters(f"{{ name: {name}, in: {location}, schema: {{ type: array }} }}"))
    found = operation.parameter(name, Location(location))
    assert found is not None
    assert (found.style, found.explode) == (style, explode)


@pytest.mark.parametrize(
    ("said", "style", "explode"),
    [
        ("style: form", "form", True),
        ("style: form, explode: false", "form", False),
        ("style: pipeDelimited", "pipeDelimited", False),
        ("style: deepObject, explode: true", "deepObject", True),
    ],
)
def test_style_and_explode_are_taken_as_declared(said: str, style: str, explode: bool) -> None:
    operation, _ = only_operation(parameters(f"{{ name: filter, in: query, {said}, schema: {{}} }}"))
    found = operation.parameter("filter")
    assert found is not None
    assert (found.style, found.explode) == (style, explode)


def test_an_unknown_style_is_a_warning() -> None:
    operation, findings = only_operation(parameters("{ name: a, in: query, style: fancy }"))
    assert operation.parameters[-1].style == "form"
    assert shown(findings) == ["warning contract-parameter 11:11 { name: a, in: query, style: fancy }"]


def test_a_parameter_declared_by_content_is_written_as_json() -> None:
    line = "{ name: a, in: query, content: { application/json: { schema: { type: object } } } }"
    operation, findings = only_operation(parameters(line))
    assert operation.parameters[-1].style == "json"
    assert operation.parameters[-1].schema == {"type": "object"}
    assert findings == []


def test_parameters_may_stand_among_the_components() -> None:
    text = parameters("{ $ref: '#/components/parameters/Q' }")
    contract, findings = imported(
        HEAD
        + text
        + "components: { parameters: { Q: { name: q, in: query, schema: { type: string, default: x } } } }\n"
    )
    assert contract.operations()[0].parameters[-1].default == "x"
    assert findings == []


def test_accept_stays_a_parameter_and_content_type_does_not() -> None:
    accept = "{ name: Accept, in: header, schema: { $ref: '#/components/schemas/A', default: application/json } }"
    text = parameters(accept, "{ name: Content-Type, in: header, required: true, schema: { type: string } }")
    contract, findings = imported(
        HEAD + text + "components: { schemas: { A: { type: string, enum: [application/json, text/json] } } }\n"
    )
    found = contract.operations()[0].parameters[-1]
    assert (found.name, found.default) == ("Accept", "application/json")
    assert found.shape.choices == ("application/json", "text/json")
    assert findings == []


def test_a_path_parameter_that_is_not_declared_is_text() -> None:
    operation, findings = only_operation("paths: { '/a/{b}/{c}': { get: { responses: { '200': {} } } } }\n")
    assert [(one.name, one.location, one.required) for one in operation.parameters] == [
        ("b", Location.PATH, True),
        ("c", Location.PATH, True),
    ]
    assert shown(findings) == ["warning contract-parameter 4:10 '/a/{b}/{c}'"] * 2


def test_a_path_parameter_is_required_whatever_it_says() -> None:
    operation, findings = only_operation(
        parameters("{ name: id, in: path, required: false, schema: { type: string } }")
    )
    assert operation.parameters[0].required
    assert [one.severity.value for one in findings] == ["note"]


@pytest.mark.parametrize(
    "line",
    ["{ name: other, in: path, required: true }", "{ name: a, in: body }", "{ in: query }", "{ name: a }"],
)
def test_a_parameter_that_cannot_be_used_is_left_out_with_a_warning(line: str) -> None:
    operation, findings = only_operation(parameters(line))
    assert [one.name for one in operation.parameters] == ["id", "page"]
    assert shown(findings) == [f"warning contract-parameter 11:11 {line}"]


def test_the_first_of_two_declarations_counts() -> None:
    line = "{ name: %s, in: header, required: %s, schema: {} }"
    operation, findings = only_operation(parameters(line % ("X-A", "true"), line % ("x-a", "false")))
    assert operation.parameters[-1].required
    assert shown(findings) == ["warning contract-parameter 12:11 " + line % ("x-a", "false")]


def test_a_parameter_without_a_schema_takes_anything() -> None:
    operation, findings = only_operation(parameters("{ name: a, in: query }"))
    assert operation.parameters[-1].shape.is_any
    assert findings == []
