"""Made-up credentials for every name."""

from runbook.providers.contract import SchemeKind, SecurityScheme
from runbook.simulator.credentials import MadeUpCredentials, Purpose
from runbook.simulator.identities import simulator_secrets

BEARER = SecurityScheme("JWT", SchemeKind.BEARER)
KNOWN = simulator_secrets(1000.0)


def test_a_secret_of_the_simulator_keeps_its_value() -> None:
    assert MadeUpCredentials(KNOWN).reveal("TRUEWORK_KEY") == KNOWN["TRUEWORK_KEY"]


def test_another_name_at_a_simulated_provider_is_one_that_it_accepts() -> None:
    purposes = {"OURS": Purpose("karmacheck", BEARER), "THEIRS": Purpose("vault", BEARER)}
    made_up = MadeUpCredentials(KNOWN, purposes)
    assert made_up.reveal("OURS") == KNOWN["KARMACHECK_TOKEN"]
    assert made_up.reveal("THEIRS") == KNOWN["VAULT_TOKEN"]


def test_any_other_name_has_one_of_its_own_that_never_changes() -> None:
    one, other = MadeUpCredentials(KNOWN), MadeUpCredentials(KNOWN)
    assert one.reveal("A") == other.reveal("A") != one.reveal("B")
    assert one.reveal("A").isascii()
    assert len(one.reveal("A")) >= 8


def test_it_begins_as_tokens_of_the_environment_must() -> None:
    scheme = SecurityScheme("key", SchemeKind.BEARER, prefixes={"live_": "prod", "sim_": "simulator"})
    assert MadeUpCredentials(KNOWN, {"KEY": Purpose("", scheme)}).reveal("KEY").startswith("sim_")
