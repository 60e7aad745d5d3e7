import pytest
from prepared import WITHDRAW, prepared

from runbook.cli.exits import Exit
from runbook.cli.place import SIMULATED_URL, Place, choose_place, environments, url_problem, uses_of
from runbook.cli.refusal import Refusal
from runbook.frozen import replace


def chosen(environment: str | None, **servers: str) -> Place | Refusal:
    return choose_place(prepared().procedure, environment, servers)


def test_no_environment_is_chosen_for_anybody() -> None:
    refusal = chosen(None)
    assert isinstance(refusal, Refusal)
    assert (refusal.exit, refusal.findings[0].rule) == (Exit.INVALID, "environment-missing")
    assert "stage, prod, simulator" in refusal.findings[0].message


def test_a_misspelt_environment_is_suggested() -> None:
    refusal = chosen("stagee")
    assert isinstance(refusal, Refusal)
    assert refusal.findings[0].help == 'did you mean "stage"?'


def test_production_is_what_the_contract_calls_production() -> None:
    production, stage = chosen("prod"), chosen("stage")
    assert isinstance(production, Place)
    assert isinstance(stage, Place)
    assert (production.production, stage.production) == (True, False)


def test_a_server_of_ones_own_keeps_the_environment_s_rank() -> None:
    place = chosen("prod", kc="http://127.0.0.1:4010/")
    assert isinstance(place, Place)
    assert place.servers["karmacheck"].url == "http://127.0.0.1:4010"
    assert place.production
    assert place.simulated == ()


def test_a_provider_can_be_named_as_the_playbook_or_the_contract_does() -> None:
    for name in ("kc", "karmacheck"):
        assert isinstance(chosen("stage", **{name: "http://localhost:1"}), Place)
    refusal = chosen("stage", kcc="http://localhost:1")
    assert isinstance(refusal, Refusal)
    assert refusal.findings[0].rule == "unknown-provider"


def test_two_names_of_one_contract_are_both_known_and_must_agree() -> None:
    procedure = prepared().procedure
    use = procedure.providers["kc"]
    twice = replace(procedure, providers={"first": replace(use, name="first"), "kc": use})
    for name in ("first", "kc", "karmacheck"):
        assert isinstance(choose_place(twice, "stage", {name: "http://localhost:1"}), Place)
    here = {"first": "http://localhost:1/", "kc": "http://localhost:1"}
    assert isinstance(choose_place(twice, "stage", here), Place)
    refusal = choose_place(twice, "stage", {**here, "karmacheck": "http://localhost:2"})
    assert isinstance(refusal, Refusal)
    assert "two servers" in refusal.findings[0].message


def test_the_simulator_answers_for_every_contract_of_ours() -> None:
    place = prepared("case_id=c-1", "order_id=order-open", playbook=WITHDRAW).place
    assert set(place.simulated) == {"karmacheck", "truework"}
    assert {server.url for server in place.servers.values()} == {SIMULATED_URL}


def test_providers_of_used_playbooks_count() -> None:
    procedure = prepared("case_id=c-1", "order_id=order-open", playbook=WITHDRAW).procedure
    assert set(uses_of(procedure)) == {"karmacheck", "truework"}
    assert "simulator" in environments(uses_of(procedure), {})


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com",
        "ftp://example.com",
        "https://",
        "https://user:pass@example.com",
        "https://example.com?x=1",
        "https://example.com:99999",
        "http://127.0.0.1:0",
        "example.com",
        "https://example.com/v1/../v2",
        "https://example.com/./v1",
        "https://example.com/v1/..",
        "https://example.com/v1/%2e%2E/v2",
        "https://example.com/v1%2f..",
    ],
)
def test_credentials_go_to_no_such_server(url: str) -> None:
    assert url_problem(url)
    refusal = chosen("stage", kc=url)
    assert isinstance(refusal, Refusal)
    assert refusal.exit is Exit.REFUSED


@pytest.mark.parametrize(
    "url", ["https://example.com/v1.0/..v/", "http://127.0.0.1:4010", "http://localhost", "http://[::1]:9"]
)
def test_these_servers_are_fine(url: str) -> None:
    assert url_problem(url) is None


@pytest.mark.parametrize(
    "url", ["https://api.karmacheck.io", "https://API.karmacheck.io.:443/", "https://api.karmacheck.io:443"]
)
def test_a_real_host_stays_real_whatever_environment_is_claimed_for_it(url: str) -> None:
    place = chosen("stage", kc=url)
    assert isinstance(place, Place)
    assert place.production
    assert isinstance(chosen("simulator", kc=url), Refusal)


@pytest.mark.parametrize("url", ["https://api.karmacheck.io", "http://127.0.0.1:4010"])
def test_an_environment_that_nobody_declares_is_refused_whatever_server_is_given(url: str) -> None:
    refusal = chosen("prdo", kc=url)
    assert isinstance(refusal, Refusal)
    assert refusal.findings[0].rule == "unknown-environment"


def test_the_rehearsal_is_named_before_what_is_real() -> None:
    refusal = chosen(None)
    assert isinstance(refusal, Refusal)
    assert refusal.findings[0].help == "-e simulator to rehearse; -e stage or -e prod for the provider itself"
