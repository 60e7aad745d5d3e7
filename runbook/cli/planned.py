"""The plan of a prepared run, for people or machines."""

import time
from collections.abc import Mapping

from runbook.cli import show
from runbook.cli.exits import Exit
from runbook.cli.keyrings import Keyring
from runbook.cli.policies import describe, policies
from runbook.cli.preparation import Prepared
from runbook.cli.refusal import refused, tell
from runbook.cli.remarks import remarks
from runbook.cli.run_keyring import keyring_for
from runbook.providers.contract import SecurityScheme
from runbook.reporting.json_text import json_text
from runbook.reporting.plan_json import plan_json
from runbook.reporting.plan_text import Remark, plan_text
from runbook.reporting.style import Text
from runbook.runtime.secret_memory import SecretMemory
from runbook.values.userinfo import password_of


def show_plan(prepared: Prepared, output: str) -> Exit:
    """The plan as the payload, and what it would repeat. No network; no secret is needed."""
    show_with(prepared, planning_keyring(prepared, SecretMemory()), output)
    repeated = prepared.repeats.findings(again=prepared.again)
    return tell(refused(repeated, Exit.REFUSED), "text") if repeated else Exit.DONE


def planning_keyring(prepared: Prepared, memory: SecretMemory) -> Keyring:
    """Secrets as far as they are at hand while nothing is sent."""
    memory.learn(password_of(prepared.profile.proxy or ""))
    return keyring_for(prepared.place, prepared.plan, prepared.profile, memory, time.time())


def show_with(prepared: Prepared, keyring: Keyring, output: str) -> None:
    """The plan as the payload, with what the keyring says of who acts."""
    if output == "json":
        remarks = remarks_of(prepared, keyring)
        show.payload(json_text(plan_json(prepared.plan, remarks, prepared.repeats.described())))
    else:
        show.painted_payload(planned_text(prepared, keyring))


def planned_text(prepared: Prepared, keyring: Keyring) -> Text:
    """The plan for people."""
    return plan_text(prepared.plan, schemes_of(prepared), remarks_of(prepared, keyring))


def remarks_of(prepared: Prepared, keyring: Keyring) -> list[Remark]:
    """What the plan says of its setting."""
    demanded = policies(prepared)
    needs = [Remark("needs", describe(demanded))] if demanded else []
    found = remarks(prepared.plan, prepared.place.uses, keyring, prepared.profile)
    return [*needs, *found, *prepared.repeats.remarks()]


def schemes_of(prepared: Prepared) -> Mapping[str, Mapping[str, SecurityScheme]]:
    """How the credentials of each provider travel."""
    return {name: use.contract.schemes for name, use in prepared.place.uses.items()}
