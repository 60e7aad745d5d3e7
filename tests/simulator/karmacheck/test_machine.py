"""KarmaCheck's credentials and refusals."""

import json

from runbook.simulator.exchange import Problem, Response
from runbook.simulator.identities import (
    KARMACHECK_GROUP,
    KARMACHECK_KEYS,
    KARMACHECK_REVOKED,
    karmacheck_token,
    simulator_secrets,
)
from runbook.simulator.karmacheck.machine import KarmaCheck, authenticate
from runbook.simulator.karmacheck.state import Modes, State
from tests.simulator.calls import made, received
from tests.simulator.contract import breaks

MACHINE = KarmaCheck()


def identify(token: str | None, *, reads: bool = False) -> str | Response:
    headers = {} if token is None else {"authorization": f"Bearer {token}"}
    return MACHINE.identify(State(), received(headers=headers), reads=reads)


def test_a_token_names_its_group() -> None:
    assert identify(karmacheck_token("any")) == KARMACHECK_GROUP


def test_foreign_and_revoked_tokens_are_refused_as_the_operation_declares() -> None:
    for token in (None, "nonsense", simulator_secrets(0)["VAULT_TOKEN"], karmacheck_token(KARMACHECK_REVOKED)):
        refused = [identify(token, reads=reads) for reads in (False, True)]
        assert [one.status for one in refused if isinstance(one, Response)] == [401, 403]


def test_a_key_and_a_client_access_token_become_a_token_of_the_group() -> None:
    key, client = KARMACHECK_KEYS
    minted = json.loads(authenticate(State(), made(body={"apiKey": key, "clientAccessToken": client})).response.body)
    assert identify(minted["token"]) == KARMACHECK_GROUP
    assert breaks("karmacheck", "authenticate", 200, minted) == []
    assert authenticate(State(), made(body={"apiKey": key, "clientAccessToken": "x"})).response.status == 403


def test_its_refusals_are_in_its_envelope() -> None:
    assert json.loads(MACHINE.refuse(Problem(400, ("a", "b"))).body)["message"] == ["a", "b"]
    assert json.loads(MACHINE.failure().body)["message"] == "An error has occurred while canceling the case"
    assert dict(MACHINE.too_many((("retry-after", "1"),)).headers)["retry-after"] == "1"
    assert MACHINE.ok_with_error().status == 200


def test_the_failure_keeps_the_contract() -> None:
    assert breaks("karmacheck", "cancel_case", 500, json.loads(MACHINE.failure().body)) == []


def test_it_starts_in_its_modes_and_plants_what_is_asked() -> None:
    assert KarmaCheck(Modes(search_status=204)).initial().modes.search_status == 204
    planted = MACHINE.plant(State(), "c-91", "case-7")
    assert planted is not None
    assert planted.cases["case-7"].services[0].id == "s1"
    assert MACHINE.plant(State(), "nobody", "case-7") is None
