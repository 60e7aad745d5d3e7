import pytest

from runbook.frozen import replace
from runbook.language.procedure import Verb
from runbook.planning.assurances import Assured, assured_changes, facts_of, is_weaker, plan_facts, scheme_text
from runbook.providers.contract import Location, SchemeKind, SecurityScheme
from tests.interpreter.building import call, procedure, row, step, verify
from tests.planning.saved_plans import plan_file, saved

OPERATION = ("toy.cancel", "effect")


@pytest.mark.parametrize(
    ("what", "old", "new", "weaker"),
    [
        ("approvers", "2", "1", True),
        ("approvers", "2", "", True),
        ("approvers", "1", "2", False),
        ("approvers", "", "1", False),
        ("where approval is needed", "prod, stage", "prod", True),
        ("where approval is needed", "prod", "prod, stage", False),
        ("where approval is needed", "", "prod", False),
        ("signer mallory …x", "", "mallory ssh-ed25519 x", True),
        ("signer mallory …x", "mallory ssh-ed25519 x", "", False),
        ("production", "production", "counts as a test system", True),
        ("production", "counts as a test system", "production", False),
        ("effect", "irreversible", "write", True),
        ("effect", "read", "irreversible", False),
        ("moves money", "yes", "no", True),
        ("grace", "60 s", "5 s", True),
        ("grace", "60 s", "", True),
        ("grace", "5 s", "60 s", False),
        ("idempotency key", "X-Key", "", True),
        ("idempotency key", "", "X-Key", False),
        ("read back", "get: x", "", True),
        ("rows that prove nothing happened", "", "200", True),
        ("rows that prove nothing happened", "200", "", False),
        ("what proves that nothing happened", "response.body.a", "response.body.b", True),
        ("what proves that nothing happened", "response.body.a", "", False),
        ("what a success is", "response.body.ok", "", True),
        ("server of prod", "https://a", "https://b", False),
    ],
)
def test_what_takes_a_protection_away_is_weaker(what: str, old: str, new: str, weaker: bool) -> None:
    assert is_weaker(what, old, new) is weaker


def test_what_became_weaker_comes_first() -> None:
    old = {("a", "server of prod"): "x", ("b", "grace"): "9 s"}
    new = {("a", "server of prod"): "y", ("b", "grace"): "1 s"}
    assert assured_changes(old, new) == (
        Assured("b", "grace", "9 s", "1 s", True),
        Assured("a", "server of prod", "x", "y", False),
    )


def test_an_operation_that_only_one_side_calls_is_told_elsewhere() -> None:
    assert assured_changes({}, {OPERATION: "irreversible", ("toy.cancel", "grace"): "9 s"}) == ()


def test_a_playbook_says_the_effect_of_what_it_calls() -> None:
    facts = facts_of(procedure(step("a", call())), {})
    assert facts[OPERATION] == "irreversible"


def test_a_row_that_proves_that_nothing_happened_is_a_fact() -> None:
    own = replace(row("422", Verb.STOP, "too late"), nothing_happened=True)
    facts = facts_of(procedure(step("a", call(own))), {})
    assert facts["a", "rows that prove nothing happened"] == '422 "too late"'


def test_that_the_contract_s_read_back_is_left_out_is_a_weakening() -> None:
    facts = facts_of(procedure(step("a", replace(call(), verify=replace(verify(), instead="it lies")))), {})
    assert facts["a", "the contract's read-back left out"] == "it lies"
    (change,) = assured_changes({}, {("a", "the contract's read-back left out"): "it lies"})
    assert change.weaker


def test_a_scheme_says_where_its_credential_travels_and_comes_from() -> None:
    token = SecurityScheme("o", SchemeKind.CLIENT_CREDENTIALS, token_url="https://ann:x@auth.example/token")
    assert scheme_text(token) == "bearer token from https://***@auth.example/token"
    key = SecurityScheme("k", SchemeKind.API_KEY, parameter="t", location=Location.QUERY, prefixes={"a_": "prod"})
    assert scheme_text(key) == "API key in query t; prefixes a_ for prod"


def test_what_the_contract_says_of_answers_is_a_fact_and_no_grace_is_none() -> None:
    said = replace(call().site.operation, success="response.body.ok", nothing_happened="response.body.no", grace=None)
    facts = facts_of(procedure(step("a", replace(call(), site=replace(call().site, operation=said)))), {})
    assert facts["toy.cancel", "what a success is"] == "response.body.ok"
    assert facts["toy.cancel", "what proves that nothing happened"] == "response.body.no"
    assert facts["toy.cancel", "grace"] == ""


def test_a_plan_file_says_what_its_playbook_and_contracts_said() -> None:
    kept = {("approval", "where approval is needed"): "prod", ("toy.cancel", "grace"): "9 s"}
    facts = plan_facts(plan_file(basis=replace(saved().basis, facts=kept)))
    assert facts.items() >= kept.items()
    assert facts["shop", "scheme key"] == "API key in header x-key"
