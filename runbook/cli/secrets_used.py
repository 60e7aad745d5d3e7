"""The secrets of a plan by name, with what tells one credential from another without giving it away."""

from collections.abc import Callable
from typing import TypeAlias

from runbook.cli.keyrings import Keyring
from runbook.cli.needed_secrets import credentials_of, needed_secrets
from runbook.cli.preparation import Prepared
from runbook.frozen import replace
from runbook.planning.plan_file import SecretUsed
from runbook.providers.hosts import SIMULATOR
from runbook.runtime.credentials import MissingSecretError
from runbook.runtime.fingerprints import Fingerprints

Speaks: TypeAlias = Callable[[str], str]
"""What a token says of whom it acts as; empty when it does not say."""

_PLANNING = frozenset({"env", "file", "simulator"})
"""Sources that a plan may look at; it starts no program."""


def secrets_used(
    prepared: Prepared, keyring: Keyring, key: Fingerprints | str, *, everything: bool = False
) -> tuple[SecretUsed, ...]:
    """Each secret that a run can reveal. `key`: or why there is none; `everything`: start programs too, as runs do."""
    whose = _acting_tokens(prepared)
    principals = {} if prepared.place.environment == SIMULATOR else prepared.profile.principals
    used = [
        (_secret(name, keyring, key, whose.get(name, ()), everything=everything), principals.get(name, ""))
        for name in needed_secrets(prepared.plan)
    ]
    return tuple(replace(one, acts_as=one.acts_as or said) for one, said in used)


def _secret(
    name: str, keyring: Keyring, key: Fingerprints | str, providers: tuple[Speaks, ...], *, everything: bool
) -> SecretUsed:
    kind = keyring.source(name).partition(":")[0]
    if not everything and kind not in _PLANNING:
        return SecretUsed(name, because="a plan starts no program to look at it")
    if not keyring.present(name):
        return SecretUsed(name, because="it was not there")
    try:
        secret = keyring.reveal(name)
    except MissingSecretError:
        return SecretUsed(name, because="it could not be had")
    acts_as = "; ".join(dict.fromkeys(who for provider in providers if (who := provider(secret))))
    if isinstance(key, str):
        return SecretUsed(name, acts_as, because=key)
    return SecretUsed(name, acts_as, key.of(name, secret), key.name)


def _acting_tokens(prepared: Prepared) -> dict[str, tuple[Speaks, ...]]:
    """The secrets that are tokens of their own -> the adapters that can read them."""
    found: dict[str, tuple[Speaks, ...]] = {}
    for provider, credential in credentials_of(prepared.plan).values():
        names = list(credential.fields.values())
        if len(names) == 1:
            found[names[0]] = (*found.get(names[0], ()), prepared.place.uses[provider].adapter.acting_as)
    return found
