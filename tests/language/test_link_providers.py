import pytest

from runbook.language.secret_source import SecretSource
from tests.language.linked import READ, book, finding, procedure_of, said


def providers(written: str) -> str:
    return book(READ).replace("  shop: { contract: shop, auth: { key: secrets.KEY } }\n", f"  shop: {written}\n")


def test_a_secret_is_known_by_its_name_or_by_the_input_that_names_it() -> None:
    use = procedure_of(providers("{ contract: shop, auth: { key: 'secrets[inputs.id]' } }")).providers["shop"]
    assert use.auth == {"key": {"value": SecretSource("", "id")}}
    use = procedure_of(book(READ)).providers["shop"]
    assert use.auth == {"key": {"value": SecretSource("KEY", "")}}
    assert use.adapter.name == "plain"


def test_a_contract_that_is_not_there_is_reported_once() -> None:
    assert said(providers("{ contract: shpo, auth: { key: secrets.K } }")) == [("unknown-contract", "shpo")]


def test_an_unknown_scheme_is_shown_its_like_and_is_not_missed_again() -> None:
    text = providers("{ contract: shop, auth: { kye: secrets.K } }")
    assert finding(text, "unknown-scheme").help == 'did you mean "key"?'
    assert said(text) == [("unknown-scheme", "kye")]


def test_an_input_that_names_a_secret_must_exist_and_be_a_text() -> None:
    text = providers("{ contract: shop, auth: { key: 'secrets[inputs.idd]' } }")
    assert finding(text, "unknown-input").help == 'did you mean "id"?'
    text = providers("{ contract: shop, auth: { key: 'secrets[inputs.count]' } }")
    assert said(text) == [("type-mismatch", "'secrets[inputs.count]'")]


@pytest.mark.parametrize("login", ["secrets.L", "{ username: secrets.U }", "{ user: secrets.U, password: secrets.P }"])
def test_a_scheme_takes_its_own_fields(login) -> None:
    found = finding(providers(f"{{ contract: shop, auth: {{ key: secrets.K, login: {login} }} }}"), "auth-fields")
    assert found.help == "such as login: { password: secrets.NAME, username: secrets.NAME }"


def test_an_adapter_may_make_a_token_of_several_fields() -> None:
    text = book("{ id: a, wait: 1s }").replace(
        "  shop: { contract: shop, auth: { key: secrets.KEY } }\n",
        "  kc: { contract: karmacheck, auth: { JWT: { apiKey: secrets.A, clientAccessToken: secrets.C } } }\n",
    )
    assert set(procedure_of(text).providers["kc"].auth["JWT"]) == {"apiKey", "clientAccessToken"}
