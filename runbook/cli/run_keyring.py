"""The keyring of one run: made-up credentials for a simulator, the profile's secrets everywhere else."""

from collections.abc import Mapping

from runbook.cli.keyrings import Keyring, SimulatorKeyring, profile_keyring
from runbook.cli.needed_secrets import credentials_of, requests_of
from runbook.cli.place import Place
from runbook.planning.plan import Plan
from runbook.providers.hosts import SIMULATOR
from runbook.runtime.profile import Profile
from runbook.runtime.secret_memory import SecretMemory
from runbook.simulator.credentials import MadeUpCredentials, Purpose
from runbook.simulator.identities import simulator_secrets
from runbook.values.unknown import SecretName


def keyring_for(place: Place, plan: Plan, profile: Profile, memory: SecretMemory, now: float) -> Keyring:
    """The keyring of a run: in the environment `simulator` made-up credentials and nothing else, else the profile's.

    `now`: seconds since the epoch.
    """
    if place.environment == SIMULATOR:
        return SimulatorKeyring(MadeUpCredentials(simulator_secrets(now), purposes_of(plan, place)), memory)
    return profile_keyring(profile, memory)


def purposes_of(plan: Plan, place: Place) -> Mapping[str, Purpose]:
    """The name of each secret -> what it is for: a credential, or a member of a body; the first use counts."""
    found: dict[str, Purpose] = {}
    for provider, credential in credentials_of(plan).values():
        use = place.uses[provider]
        scheme = use.contract.schemes.get(credential.scheme)
        for field, name in credential.fields.items():
            if scheme is not None:
                found.setdefault(name, Purpose(use.adapter.name, scheme, field))
    for request in requests_of(plan):
        for member, value in request.body.items() if isinstance(request.body, dict) else ():
            if isinstance(value, SecretName):
                found.setdefault(value.name, Purpose(place.uses[request.provider].adapter.name, None, member))
    return found
