"""From a prepared run to the plan that can be saved."""

import os
from collections.abc import Mapping

from runbook import __version__
from runbook.cli.fingerprint_key import fingerprint_key
from runbook.cli.given import pairs
from runbook.cli.keyrings import Keyring
from runbook.cli.planned import remarks_of, schemes_of
from runbook.cli.policies import policies, signer_texts
from runbook.cli.preparation import Asked, Prepared
from runbook.cli.secrets_used import secrets_used
from runbook.frozen import replace
from runbook.planning.assurances import facts_of
from runbook.planning.plan_file import AdapterUsed, Basis, Made, Saved
from runbook.runtime.adapter_digest import adapter_digest


def saved(prepared: Prepared, asked: Asked, made: Made, keyring: Keyring) -> Saved:
    """The plan with everything that it rests on, and the credentials that are at hand."""
    remarks = tuple((one.about, one.text) for one in remarks_of(prepared, keyring))
    secrets = secrets_used(prepared, keyring, fingerprint_key())
    repeats = tuple(prepared.repeats.described())
    return replace(rested(prepared, asked, made), secrets=secrets, remarks=remarks, repeats=repeats)


def rested(prepared: Prepared, asked: Asked, made: Made) -> Saved:
    """The plan with what it rests on in this repository; credentials apart."""
    uses = prepared.place.uses
    basis = Basis(
        playbook=asked.playbook,
        servers=_servers(asked),
        engine=__version__,
        sources={source.name: source.digest for source in prepared.sources},
        adapters={name: AdapterUsed(use.adapter.name, adapter_digest(use.adapter)) for name, use in uses.items()},
        schemes=schemes_of(prepared),
        again=asked.again,
        facts=facts_of(prepared.procedure, signer_texts(prepared.procedure)),
    )
    return Saved(made, basis, prepared.plan, policies(prepared))


def _servers(asked: Asked) -> Mapping[str, str]:
    """What `--server` said; it was read once already, so nothing is wrong with it."""
    named = pairs("--server", asked.servers)
    return named if isinstance(named, dict) else {}


def name_of(playbook: str) -> str:
    """A playbook's path as all who check the repository out can give it: from the working directory, if below."""
    path = os.path.abspath(playbook)
    here = os.getcwd()
    return os.path.relpath(path, here) if path.startswith(here + os.sep) else playbook
