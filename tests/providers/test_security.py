import pytest

from runbook.providers.contract import Location, SchemeKind, SecurityRequirement
from tests.providers.imports import HEAD, imported, only_operation, shown

PATHS = 'paths: { /x: { get: { operationId: read, %s responses: { "200": { description: OK } } } } }\n'
SCHEMES = "components:\n  securitySchemes:\n    One: %s\n"


@pytest.mark.parametrize(
    ("scheme", "kind", "fields"),
    [
        ("{ type: http, scheme: Bearer }", SchemeKind.BEARER, ()),
        ("{ type: http, scheme: basic }", SchemeKind.BASIC, ("username", "password")),
        ("{ type: apiKey, in: query, name: key }", SchemeKind.API_KEY, ()),
        (
            "{ type: oauth2, flows: { clientCredentials: { tokenUrl: https://a.example/token, scopes: {} } } }",
            SchemeKind.CLIENT_CREDENTIALS,
            ("client_id", "client_secret"),
        ),
    ],
)
def test_a_scheme_is_one_of_four_kinds(scheme: str, kind: SchemeKind, fields: tuple[str, ...]) -> None:
    contract, findings = imported(HEAD + PATHS % "" + SCHEMES % scheme)
    assert (contract.schemes["One"].kind, contract.schemes["One"].fields) == (kind, fields)
    assert findings == []


@pytest.mark.parametrize("location", list(Location)[1:])
def test_an_api_key_travels_where_the_contract_says(location: Location) -> None:
    scheme = f"{{ type: apiKey, in: {location.value}, name: X-Key }}"
    contract, _ = imported(HEAD + PATHS % "" + SCHEMES % scheme)
    assert (contract.schemes["One"].location, contract.schemes["One"].parameter) == (location, "X-Key")


def test_other_flows_take_a_token_that_a_person_brings() -> None:
    contract, findings = imported(HEAD + PATHS % "" + SCHEMES % "{ type: oauth2, flows: { implicit: {} } }")
    assert contract.schemes["One"].kind is SchemeKind.BEARER
    assert shown(findings) == ["note contract-security 7:10 { type: oauth2, flows: { implicit: {} } }"]


def test_a_scheme_that_is_not_supported_is_left_out_and_still_required() -> None:
    text = HEAD + PATHS % "security: [{ One: [] }]," + SCHEMES % "{ type: mutualTLS }"
    contract, findings = imported(text)
    assert contract.schemes == {}
    assert contract.operations()[0].security == ((SecurityRequirement("One"),),)
    assert shown(findings) == ["warning contract-security 7:10 { type: mutualTLS }"]


def test_prefixes_and_fields_come_from_the_extension() -> None:
    scheme = "{ type: http, scheme: bearer, x-runbook: { prefixes: { t_: test }, fields: [key, id] } }"
    contract, findings = imported(HEAD + PATHS % "" + SCHEMES % scheme)
    assert contract.schemes["One"].prefixes == {"t_": "test"}
    assert contract.schemes["One"].fields == ("key", "id")
    assert findings == []


@pytest.mark.parametrize(
    ("root", "own", "security"),
    [
        ("", "", ()),
        ("security: [{ One: [a] }]\n", "", ((SecurityRequirement("One", ("a",)),),)),
        ("security: [{ One: [] }]\n", "security: [],", ()),
        ("security: [{ One: [] }]\n", "security: [{}],", ((),)),
        ("", "security: [{ One: [] }, {}],", ((SecurityRequirement("One"),), ())),
    ],
)
def test_the_operation_says_what_it_needs_or_the_root_does(root: str, own: str, security: object) -> None:
    contract, findings = imported(HEAD + root + PATHS % own + SCHEMES % "{ type: http, scheme: bearer }")
    assert contract.operations()[0].security == security
    assert findings == []


def test_a_requirement_without_a_scheme_is_an_error_with_a_suggestion() -> None:
    _, findings = imported(
        HEAD + "security: [{ Onne: [] }]\n" + PATHS % "" + SCHEMES % "{ type: http, scheme: bearer }"
    )
    assert shown(findings) == ["error contract-security 4:14 Onne"]
    assert findings[0].help == 'did you mean "One"?'


HEADER = "parameters: [{ name: Authorization, in: header, required: true, schema: { type: string } }],"


def test_an_authorization_header_without_security_is_a_bearer_scheme() -> None:
    operation, findings = only_operation(PATHS % HEADER)
    assert operation.security == ((SecurityRequirement("Authorization"),),)
    assert operation.parameters == ()
    assert [one.severity.value for one in findings] == ["note"]
    contract, _ = imported(HEAD + PATHS % HEADER)
    assert contract.schemes["Authorization"].kind is SchemeKind.BEARER


def test_an_authorization_header_means_the_only_bearer_scheme_that_is_declared() -> None:
    contract, findings = imported(HEAD + PATHS % HEADER + SCHEMES % "{ type: http, scheme: bearer }")
    assert contract.operations()[0].security == ((SecurityRequirement("One"),),)
    assert list(contract.schemes) == ["One"]
    assert "`One`" in findings[0].message


def test_an_authorization_header_beside_security_is_not_given_twice() -> None:
    text = HEAD + PATHS % (HEADER + "security: [{ One: [] }],") + SCHEMES % "{ type: http, scheme: bearer }"
    contract, findings = imported(text)
    assert contract.operations()[0].parameters == ()
    assert contract.operations()[0].security == ((SecurityRequirement("One"),),)
    assert [one.severity.value for one in findings] == ["note"]


def test_the_header_parameter_is_noted_once_for_the_whole_document() -> None:
    paths = "paths:\n" + "".join(
        f'  /{name}: {{ get: {{ {HEADER} responses: {{ "200": {{}} }} }} }}\n' for name in ("a", "b", "c")
    )
    _, findings = imported(HEAD + paths)
    assert [one.rule for one in findings] == ["contract-security"]


def test_a_scheme_may_be_called_like_an_extension() -> None:
    text = (
        HEAD
        + PATHS % ""
        + "components: { securitySchemes: { x-api-key: { type: apiKey, in: header, name: X-API-Key } } }\n"
    )
    contract, findings = imported(text + "security: [{ x-api-key: [] }]\n")
    assert list(contract.schemes) == ["x-api-key"]
    assert findings == []


def test_a_prefix_of_an_environment_without_a_server_is_an_error() -> None:
    scheme = "{ type: http, scheme: bearer, x-runbook: { prefixes: { t_: testt } } }"
    _, findings = imported(HEAD + PATHS % "" + SCHEMES % scheme)
    assert shown(findings) == ["error contract-extension 7:69 testt"]
    assert findings[0].help == 'did you mean "test"?'
