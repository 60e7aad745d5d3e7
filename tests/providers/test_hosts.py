import pytest

from runbook.providers.hosts import is_local, is_reserved, is_this_machine, origin_text


@pytest.mark.parametrize("name", ["simulator", "SIMULATOR", " simulator ", "sim_ulator", "simulator\u200b"])
def test_a_name_that_reads_as_the_simulator_s_is_reserved(name: str) -> None:
    assert is_reserved(name)


@pytest.mark.parametrize("name", ["", "stage", "simulators", "my-simulator", "sim"])
def test_other_names_are_free(name: str) -> None:
    assert not is_reserved(name)


@pytest.mark.parametrize(
    ("host", "here"),
    [("localhost", True), ("127.9.9.9", True), ("::1", True), ("127.0.0.1.example", False), ("10.0.0.1", False)],
)
def test_this_machine_is_a_loopback_address_or_localhost(host: str, here: bool) -> None:
    assert is_this_machine(host) is here


def test_a_url_that_cannot_be_read_is_elsewhere() -> None:
    assert not is_local("http://[")
    assert is_local("http://user:x@127.0.0.1:9/path")


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://api.example:8443/v1", "https://api.example:8443"),
        ("http://ann:hunter2@127.0.0.1:9", "http://***@127.0.0.1:9"),
        ("http://127.0.0.1:0", "http://127.0.0.1:…"),
        ("http://[", "a URL that cannot be read"),
    ],
)
def test_an_origin_shows_no_password_and_no_port_that_is_not_chosen(url: str, text: str) -> None:
    assert origin_text(url) == text
