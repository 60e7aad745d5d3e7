"""Accounts that a run acts as at each provider, as its credentials and the profile of this machine say."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from runbook.cli.fingerprint_key import fingerprint_key
from runbook.cli.needed_secrets import credentials_of, requests_of
from runbook.cli.preparation import Prepared
from runbook.cli.world import Outside
from runbook.interpreter.identity import SIMULATED, Account, Identity, decode_identities, encode_identities
from runbook.providers.contract import SchemeKind
from runbook.providers.hosts import SIMULATOR
from runbook.providers.request import Credential
from runbook.runtime.credentials import MissingSecretError
from runbook.runtime.fingerprints import Fingerprints

_NAMING = {SchemeKind.BASIC: "username", SchemeKind.CLIENT_CREDENTIALS: "client_id"}
"""The field that names the account by itself: the other one is replaced from time to time."""


def identities(prepared: Prepared, outside: Outside) -> tuple[Identity, ...]:
    """Return an identity for each credential of the plan, as it is recorded. A token that must be minted is minted now.

    Records are masked: an account whose name holds a part of a secret is compared as masked, too.
    """
    key = "simulators are alike" if prepared.place.environment == SIMULATOR else fingerprint_key()
    found = credentials_of(prepared.plan).values()
    known = [_identity(prepared, outside, provider, credential, key) for provider, credential in found]
    return decode_identities(outside.memory.redact_json(encode_identities(known)))


def _identity(
    prepared: Prepared, outside: Outside, provider: str, credential: Credential, key: Fingerprints | str
) -> Identity:
    names = tuple(dict.fromkeys(credential.fields.values()))
    simulated = prepared.place.environment == SIMULATOR
    host = SIMULATED if simulated else urlsplit(prepared.place.servers[provider].url).netloc.lower()
    account = _account(prepared, outside, provider, credential)
    if not account.name and not simulated:
        account = principal(prepared.profile.principals, names)
    fingerprint, because = "", key if isinstance(key, str) else ""
    if not isinstance(key, str):
        fingerprint = _fingerprint(prepared, outside, provider, credential, key)
        because = "" if fingerprint else "the credential could not be had"
    name = key.name if not isinstance(key, str) else ""
    return Identity(provider, names, host, account, fingerprint, name if fingerprint else "", because)


def principal(principals: Mapping[str, str], names: tuple[str, ...]) -> Account:
    """Return the account that the profile says these secrets belong to; none when it does not say."""
    said = next((principals[name] for name in names if name in principals), "")
    return Account(said, said)


def _account(prepared: Prepared, outside: Outside, provider: str, credential: Credential) -> Account:
    """Return what a token says of itself, one that must be minted too."""
    try:
        known = outside.authorizer.account(provider, credential)
    except MissingSecretError:
        return Account()
    if known is not None:
        return known
    request = next(
        one for one in requests_of(prepared.plan) if one.provider == provider and credential in one.credentials
    )
    return outside.minters[provider].minted_account(request, credential)


def _fingerprint(prepared: Prepared, outside: Outside, provider: str, credential: Credential, key: Fingerprints) -> str:
    """Return the fingerprint of what names the account: of the whole credential where no part of it does."""
    scheme = prepared.place.uses[provider].contract.schemes.get(credential.scheme)
    naming = _NAMING.get(scheme.kind, "") if scheme is not None else ""
    fields = (naming,) if naming in credential.fields else tuple(sorted(credential.fields))
    try:
        texts = list(_revealed(outside, credential, fields))
    except MissingSecretError:
        return ""
    return key.of("/".join((provider, *fields)), "\0".join(texts))


def _revealed(outside: Outside, credential: Credential, fields: tuple[str, ...]) -> Iterator[str]:
    for field in fields:
        yield outside.keyring.reveal(credential.fields[field])
