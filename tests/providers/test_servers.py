import pytest

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.providers.contract import Contract
from tests.providers.imports import imported, shown

REST = (
    'openapi: 3.1.0\ninfo: { title: A, version: "1" }\npaths: { /x: { get: { responses: { "200": {} } } } }\nservers:\n'
)


def servers(*lines: str) -> tuple[Contract, list[Diagnostic]]:
    return imported(REST + "".join(f"  - {line}\n" for line in lines))


def environments(contract: Contract) -> list[tuple[str, bool]]:
    return [(server.environment, server.production) for server in contract.servers]


@pytest.mark.parametrize(
    ("line", "environment", "production"),
    [
        ("{ url: https://api.example }", "default", True),
        ("{ url: https://api-stage.example }", "stage", False),
        ("{ url: https://api.example, description: Staging }", "stage", False),
        ("{ url: https://api.example-sandbox.com }", "sandbox", False),
        ("{ url: https://test.example }", "test", False),
        ("{ url: https://api.testessential.net }", "default", True),
        ("{ url: https://api.example, description: Production }", "prod", True),
        ("{ url: https://api.example, description: The live system }", "live", True),
        ("{ url: https://test.example, description: 'Test, then production' }", "test", True),
        ("{ url: http://127.0.0.1:8080 }", "local", False),
        ("{ url: http://localhost:8080 }", "local", False),
        ("{ url: https://api.example, x-runbook: { environment: blue } }", "blue", True),
        ("{ url: https://api.example, x-runbook: { environment: sandbox } }", "sandbox", False),
        ("{ url: https://api.example, x-runbook: { environment: blue, production: false } }", "blue", False),
        ("{ url: https://stage.example, x-runbook: { production: true } }", "stage", True),
    ],
)
def test_what_is_not_clearly_a_test_system_is_production(line: str, environment: str, production: bool) -> None:
    contract, findings = servers(line)
    assert environments(contract) == [(environment, production)]
    assert findings == []


def test_the_one_server_without_a_name_beside_a_test_system_is_production() -> None:
    contract, _ = servers("{ url: https://api.x-sandbox.com }", "{ url: https://api.x.com }")
    assert environments(contract) == [("sandbox", False), ("prod", True)]


def test_servers_that_nothing_names_are_numbered() -> None:
    contract, _ = servers("{ url: https://a.example }", "{ url: https://b.example }")
    assert environments(contract) == [("server1", True), ("server2", True)]


def test_two_servers_with_one_derived_name_are_numbered_with_a_note() -> None:
    contract, findings = servers("{ url: https://test.a.example }", "{ url: https://test.b.example }")
    assert environments(contract) == [("test", False), ("test2", False)]
    assert shown(findings) == ["note contract-server 6:5 { url: https://test.b.example }"]


def test_a_declared_environment_goes_before_a_derived_one() -> None:
    contract, findings = servers(
        "{ url: https://test.a.example }", "{ url: https://b.example, x-runbook: { environment: test } }"
    )
    assert environments(contract) == [("test2", False), ("test", False)]
    assert len(findings) == 1


def test_two_servers_declared_for_one_environment_are_an_error() -> None:
    contract, findings = servers(
        "{ url: https://a.example, x-runbook: { environment: prod } }",
        "{ url: https://b.example, x-runbook: { environment: prod } }",
    )
    assert [server.url for server in contract.servers] == ["https://a.example"]
    assert shown(findings) == ["error contract-server 6:5 { url: https://b.example, x-runbook: { environment: prod } }"]
    assert findings[0].related[0].span.line == 5


def test_variables_take_their_defaults_and_a_slash_at_the_end_goes() -> None:
    contract, findings = servers(
        "{ url: 'https://api.{region}.example/{base}/', variables: { region: { default: eu }, base: { default: v3 } } }"
    )
    assert contract.servers[0].url == "https://api.eu.example/v3"
    assert findings == []


@pytest.mark.parametrize(
    "line",
    ["{ url: /v1 }", "{ url: ftp://a.example }", "{ url: 'https://{region}.example' }", "{ description: x }"],
)
def test_a_server_that_cannot_be_used_is_left_out_with_a_warning(line: str) -> None:
    contract, findings = servers(line)
    assert contract.servers == ()
    assert [(one.severity.value, one.rule) for one in findings] == [("warning", "contract-server")] * 2
    assert findings[0].span is not None
    assert findings[0].span.line == 5


def test_a_query_in_a_server_url_is_refused() -> None:
    contract, _ = servers("{ url: 'https://a.example/?token=x' }", "{ url: https://test.example }")
    assert [server.url for server in contract.servers] == ["https://test.example"]


RESERVED = ["simulator", "Simulator", "SIMULATOR", "sim-ulator", "ｓimulator"]


@pytest.mark.parametrize("name", RESERVED)
def test_no_server_off_this_machine_is_a_simulator(name: str) -> None:
    contract, findings = servers(f"{{ url: https://sink.example, x-runbook: {{ environment: {name} }} }}")
    assert "simulator" not in [server.environment.casefold() for server in contract.servers]
    assert [one.span.line for one in findings if one.severity.value == "error" and one.span is not None] == [5]


@pytest.mark.parametrize("url", ["https://127.0.0.1.sink.example", "https://localhost.example", "https://0.0.0.0"])
def test_a_host_that_looks_like_this_machine_is_no_simulator(url: str) -> None:
    contract, findings = servers(f"{{ url: '{url}', x-runbook: {{ environment: simulator }} }}")
    assert contract.servers == ()
    assert any("reserved" in one.message for one in findings)


@pytest.mark.parametrize("url", ["http://127.0.0.1:4010", "http://[::1]:4010", "http://localhost:4010/v1"])
def test_a_simulator_on_this_machine_is_one(url: str) -> None:
    contract, findings = servers(f"{{ url: '{url}', x-runbook: {{ environment: simulator }} }}")
    assert environments(contract) == [("simulator", False)]
    assert findings == []


def test_another_spelling_on_this_machine_is_an_error_that_says_the_right_one() -> None:
    contract, findings = servers("{ url: 'http://127.0.0.1:4010', x-runbook: { environment: Simulator } }")
    assert contract.servers == ()
    assert "write `simulator`" in [one.help for one in findings]


@pytest.mark.parametrize("name", ["'s\u0456mulator'", "' stage'", "'prod\u200b'", "'a b'", "''"])
def test_an_environment_has_a_plain_name(name: str) -> None:
    _, findings = servers(f"{{ url: https://a.example, x-runbook: {{ environment: {name} }} }}")
    assert "contract-extension" in [one.rule for one in findings]


@pytest.mark.parametrize("url", ["https://ann:hunter2@a.example", "https://ann@a.example", "https://@a.example"])
def test_a_server_s_url_with_a_user_is_an_error_that_shows_none(url: str) -> None:
    contract, findings = servers(f"{{ url: '{url}' }}")
    assert contract.servers == ()
    assert [one.severity.value for one in findings] == ["error", "warning"]
    assert "hunter2" not in str([(one.message, one.help) for one in findings])


def test_a_port_that_is_none_leaves_the_server_out() -> None:
    contract, findings = servers("{ url: 'https://a.example:port' }", "{ url: 'https://test.example' }")
    assert [server.url for server in contract.servers] == ["https://test.example"]
    assert [one.severity.value for one in findings] == ["warning"]
