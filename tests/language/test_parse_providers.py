from runbook.language.parse_providers import parse_providers
from runbook.language.playbook import WrittenProvider
from tests.language.linked import parsed


def provider(auth: str) -> WrittenProvider:
    playbook, _ = parsed(f"providers: {{ p: {{ contract: shop, overlay: o.yaml, auth: {auth} }} }}")
    assert playbook is not None
    return playbook.providers[0]


def test_a_single_secret_has_the_field_value() -> None:
    [credential] = provider("{ key: secrets.KEY }").auth
    assert credential.fields is not None
    [(field, secret)] = credential.fields
    assert (credential.scheme.text, field.text, secret.name, secret.input) == ("key", "value", "KEY", "")


def test_fields_and_inputs_may_name_secrets() -> None:
    [credential] = provider("{ login: { username: 'secrets[inputs.who]', password: secrets.P } }").auth
    assert credential.fields is not None
    assert [(field.text, secret.name, secret.input) for field, secret in credential.fields] == [
        ("username", "", "who"),
        ("password", "P", ""),
    ]


def test_a_secret_that_is_written_out_is_not_read() -> None:
    assert provider("{ key: sk_live_123 }").auth[0].fields is None


def test_the_overlay_stands_beside_the_contract() -> None:
    read = provider("{}")
    assert read.contract is not None
    assert read.overlay is not None
    assert (read.contract.text, read.overlay.text) == ("shop", "o.yaml")
    assert parse_providers(None) == ()
