"""The providers of a playbook: their contracts, adapters and credentials."""

from collections.abc import Mapping

from runbook.diagnostics.suggest import did_you_mean
from runbook.language.declared import ProviderUse
from runbook.language.linking import Linking
from runbook.language.parse_providers import SINGLE
from runbook.language.playbook import Hole, WrittenCredential, WrittenProvider, WrittenSecret
from runbook.language.secret_source import SecretSource
from runbook.providers.adapter import Adapter
from runbook.providers.contract import Contract, SchemeKind, SecurityScheme
from runbook.values.shape import Kind

_SINGLE = frozenset({SINGLE})


def link_providers(linking: Linking) -> dict[str, ProviderUse | Hole]:
    """Every provider by the playbook's name for it; a hole for one without a readable contract."""
    return {written.name.text: _link_provider(linking, written) for written in linking.playbook.providers}


def _link_provider(linking: Linking, written: WrittenProvider) -> ProviderUse | Hole:
    if written.contract is None:
        return Hole()
    overlay = written.overlay.text if written.overlay is not None else None
    contract, found = linking.library.contract(written.contract.text, written.contract.span, overlay)
    linking.add(found)
    if contract is None:
        return Hole()
    adapter = linking.library.adapter(contract.adapter)
    auth = _link_auth(linking, written, contract, adapter)
    return ProviderUse(written.name.text, contract, adapter, auth, written.span)


def _link_auth(
    linking: Linking, written: WrittenProvider, contract: Contract, adapter: Adapter
) -> Mapping[str, Mapping[str, SecretSource]]:
    auth: dict[str, Mapping[str, SecretSource]] = {}
    for credential in written.auth:
        name, scheme = credential.scheme.text, contract.schemes.get(credential.scheme.text)
        if scheme is None:
            linking.report(
                "unknown-scheme",
                f'{contract.name} has no security scheme "{name}"',
                credential.scheme.span,
                help=did_you_mean(name, contract.schemes),
            )
            linking.unauthorized.add(written.name.text)
            continue
        _check_fields(linking, credential, scheme, adapter)
        auth[name] = {field.text: _source(linking, secret) for field, secret in credential.fields or ()}
    return auth


def _check_fields(linking: Linking, credential: WrittenCredential, scheme: SecurityScheme, adapter: Adapter) -> None:
    """One secret where one is enough, else the fields of the scheme, or those an adapter makes a token of."""
    if credential.fields is None:
        return
    given = frozenset(field.text for field, _ in credential.fields)
    choices = _choices(scheme)
    if given in choices or adapter.token_request(scheme.name, given) is not None:
        return
    linking.report(
        "auth-fields",
        f"the scheme {scheme.name} takes {' or '.join(map(_words, choices))}, not {_words(given)}",
        credential.scheme.span,
        help=f"such as {_shown(scheme.name, choices[0])}",
    )


def _choices(scheme: SecurityScheme) -> list[frozenset[str]]:
    """The sets of fields that make this credential."""
    single = scheme.kind in (SchemeKind.BEARER, SchemeKind.API_KEY)
    fields = frozenset(scheme.fields)
    return [*([_SINGLE] if single or not fields else []), *([fields] if fields else [])]


def _words(fields: frozenset[str]) -> str:
    return "one secret" if fields == _SINGLE else " and ".join(sorted(fields))


def _shown(scheme: str, fields: frozenset[str]) -> str:
    if fields == _SINGLE:
        return f"{scheme}: secrets.NAME"
    return f"{scheme}: {{ {', '.join(f'{field}: secrets.NAME' for field in sorted(fields))} }}"


def _source(linking: Linking, secret: WrittenSecret) -> SecretSource:
    """Which secret; the input that names one must be a text."""
    if secret.input:
        declared = linking.inputs.get(secret.input)
        if declared is None:
            help = did_you_mean(secret.input, linking.inputs)
            linking.report("unknown-input", f'the playbook has no input "{secret.input}"', secret.span, help=help)
        elif not declared.shape.only(Kind.STRING):
            message = f'the input "{secret.input}" names a secret, so it must be a string'
            linking.report("type-mismatch", message, secret.span)
    return SecretSource(secret.name, secret.input)
