"""The plan of a prepared run, for people or machines."""

from collections.abc import Mapping

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.cli.keyrings import Keyring, SimulatorKeyring, profile_keyring
from runbook.cli.place import SIMULATOR
from runbook.cli.preparation import Prepared
from runbook.cli.remarks import remarks
from runbook.providers.contract import SecurityScheme
from runbook.reporting.json_text import json_text
from runbook.reporting.plan_json import plan_json
from runbook.reporting.plan_text import Remark, plan_text
from runbook.reporting.style import Text
from runbook.runtime.secret_memory import SecretMemory
from runbook.simulator.identities import SIMULATOR_SECRETS


def show_plan(prepared: Prepared, output: str) -> Exit:
    """The plan as the payload. No network; no secret is needed."""
    memory = SecretMemory()
    keyring = profile_keyring(prepared.profile, memory)
    if prepared.place.environment == SIMULATOR:
        keyring = SimulatorKeyring(SIMULATOR_SECRETS, keyring, memory)
    show_with(prepared, keyring, output)
    return Exit.DONE


def show_with(prepared: Prepared, keyring: Keyring, output: str) -> None:
    """The plan as the payload, with what the keyring says of who acts."""
    if output == "json":
        show.payload(json_text(plan_json(prepared.plan, remarks_of(prepared, keyring))))
    else:
        show.painted_payload(planned_text(prepared, keyring))


def planned_text(prepared: Prepared, keyring: Keyring) -> Text:
    """The plan for people."""
    return plan_text(prepared.plan, _schemes(prepared), remarks_of(prepared, keyring))


def remarks_of(prepared: Prepared, keyring: Keyring) -> list[Remark]:
    """What the plan says of its setting."""
    return remarks(prepared.plan, prepared.place.uses, keyring, prepared.profile)


def _schemes(prepared: Prepared) -> Mapping[str, Mapping[str, SecurityScheme]]:
    return {name: use.contract.schemes for name, use in prepared.place.uses.items()}
