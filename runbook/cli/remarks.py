"""What a plan must say about its setting: as whom it acts, through which proxy, whom it believes."""

from collections.abc import Iterator, Mapping

from runbook.cli.keyrings import Keyring
from runbook.cli.needed_secrets import credentials_of
from runbook.language.declared import ProviderUse
from runbook.planning.plan import Plan
from runbook.providers.hosts import SIMULATOR
from runbook.providers.request import Credential
from runbook.reporting.plan_text import Remark
from runbook.runtime.credentials import MissingSecretError
from runbook.runtime.profile import Profile
from runbook.values.userinfo import without_userinfo

_AT_HAND = ("env", "simulator")
"""Sources that can be looked at without starting a program or reading a file."""


def remarks(plan: Plan, uses: Mapping[str, ProviderUse], keyring: Keyring, profile: Profile) -> list[Remark]:
    """The remarks, in the order people need them."""
    principals = {} if plan.environment == SIMULATOR else profile.principals
    found = list(_acting(plan, uses, keyring, principals))
    if profile.proxy:
        found.append(Remark("proxy", f"{without_userinfo(profile.proxy)} (from {profile.name})"))
    if profile.ca_file:
        found.append(Remark("believes", f"only the authorities in {profile.ca_file} (from {profile.name})"))
    return found


def _acting(
    plan: Plan, uses: Mapping[str, ProviderUse], keyring: Keyring, principals: Mapping[str, str]
) -> Iterator[Remark]:
    """As whom each token acts that is at hand and says so, or of which the profile says it."""
    for provider, credential in credentials_of(plan).values():
        names = credential.fields.values()
        said = next((principals[name] for name in names if name in principals), "")
        who = _who(uses[provider], credential, keyring) or said
        if who:
            yield Remark(f"{provider} acts as", who)


def _who(use: ProviderUse, credential: Credential, keyring: Keyring) -> str:
    names = list(credential.fields.values())
    if len(names) != 1 or keyring.source(names[0]).partition(":")[0] not in _AT_HAND or not keyring.present(names[0]):
        return ""
    try:
        return use.adapter.acting_as(keyring.reveal(names[0]))
    except MissingSecretError:
        return ""
