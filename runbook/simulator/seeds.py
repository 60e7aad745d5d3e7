"""Every seeded id of the three providers, and how to try it."""

from runbook.simulator.faults import RECIPES, FaultKind
from runbook.simulator.karmacheck.seeds import SEEDS as KARMACHECK_SEEDS
from runbook.simulator.seed import Seed
from runbook.simulator.truework.seeds import SEEDS as TRUEWORK_SEEDS
from runbook.simulator.variants import FAULT_NUMBERS
from runbook.simulator.vault.seeds import SEEDS as VAULT_SEEDS
from runbook.values.json import Json

SEEDS: tuple[Seed, ...] = (*KARMACHECK_SEEDS, *VAULT_SEEDS, *TRUEWORK_SEEDS)

_PLAYBOOKS = {
    "karmacheck": ("playbooks/karmacheck/cancel-case.yaml", "case_id"),
    "vault": ("playbooks/vault/cancel-card-request.yaml", "card_request_id"),
    "truework": ("playbooks/truework/cancel-order.yaml", "order_id"),
}
"""Provider -> playbook, and the input that takes the id."""


def command_line(seed: Seed) -> str:
    """What to type to see what happens."""
    playbook, name = _PLAYBOOKS[seed.provider]
    given = " ".join(f"-i {key}={value}" for key, value in ((name, seed.id), *seed.inputs))
    return f"runbook run {playbook} {given} --environment simulator --yes"


def described_seeds() -> list[Json]:
    """The table of seeded ids as JSON, each with its command line."""
    return [{**seed.described(), "command": command_line(seed)} for seed in SEEDS]


def described_faults() -> list[Json]:
    """The table of faults as JSON: name, how an id asks for it, what it means."""
    return [
        {"kind": kind.value, "suffix": kind.suffix, "number": FAULT_NUMBERS[kind], "meaning": RECIPES[kind].meaning}
        for kind in FaultKind
    ]
