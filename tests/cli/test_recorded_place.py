import pytest
from prepared import WITHDRAW, prepared
from recorded import begun

from runbook.cli.exits import Exit
from runbook.cli.place import Place
from runbook.cli.recorded_place import moved_servers, recorded_place
from runbook.cli.refusal import Refusal


def place(environment: str = "simulator", servers: tuple[str, ...] = ()) -> Place:
    made = prepared("case_id=c-1", "order_id=order-open", playbook=WITHDRAW, environment=environment, servers=servers)
    again = recorded_place(made.procedure, begun(made))
    assert again == made.place
    return again


@pytest.mark.parametrize("servers", [(), ("karmacheck=http://127.0.0.1:4010",)])
def test_a_simulator_that_is_gone_must_be_named(servers: tuple[str, ...]) -> None:
    refusal = moved_servers(place(servers=servers), [], "r-1")
    assert isinstance(refusal, Refusal)
    assert (refusal.exit, refusal.findings[0].rule) == (Exit.REFUSED, "simulator-gone")
    assert "--server truework=URL" in refusal.findings[0].help


def test_a_simulator_can_be_elsewhere() -> None:
    given = ["karmacheck=http://127.0.0.1:1", "truework=http://127.0.0.1:2/"]
    assert moved_servers(place(), given, "r-1") == {
        "karmacheck": "http://127.0.0.1:1",
        "truework": "http://127.0.0.1:2",
    }


def test_one_that_stayed_needs_no_name() -> None:
    both = ("karmacheck=http://127.0.0.1:1", "truework=http://127.0.0.1:2")
    assert moved_servers(place(servers=both), [], "r-1") == {}


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        (["karmachek=http://127.0.0.1:1"], "unknown-provider"),
        (["karmacheck"], "usage"),
        (["karmacheck=http://example.com"], "unsafe-server"),
    ],
)
def test_what_names_no_server_is_refused(given: list[str], rule: str) -> None:
    refusal = moved_servers(place(), given, "r-1")
    assert isinstance(refusal, Refusal)
    assert refusal.findings[0].rule == rule


def test_a_real_provider_is_where_it_was() -> None:
    made = prepared(environment="stage")
    again = recorded_place(made.procedure, begun(made))
    assert again == made.place
    assert moved_servers(again, [], "r-1") == {}
    refusal = moved_servers(again, ["kc=http://127.0.0.1:1"], "r-1")
    assert isinstance(refusal, Refusal)
    assert (refusal.exit, refusal.findings[0].rule) == (Exit.REFUSED, "unsafe-server")


@pytest.mark.parametrize("url", ["https://api.karmacheck.io", "http://127.0.0.1:4010"])
def test_what_was_real_is_real_again(url: str) -> None:
    made = prepared(environment="stage", servers=(f"kc={url}",))
    again = recorded_place(made.procedure, begun(made))
    assert again.production == made.place.production == url.startswith("https")
