"""Every seeded id of the three providers, and how to try it."""

from collections.abc import Mapping

from runbook.frozen import frozen
from runbook.simulator.faults import RECIPES, FaultKind
from runbook.simulator.karmacheck.seeds import SEEDS as KARMACHECK_SEEDS
from runbook.simulator.seed import Seed
from runbook.simulator.truework.seeds import SEEDS as TRUEWORK_SEEDS
from runbook.simulator.variants import FAULT_NUMBERS
from runbook.simulator.vault.seeds import SEEDS as VAULT_SEEDS
from runbook.values.json import Json

SEEDS: tuple[Seed, ...] = (*KARMACHECK_SEEDS, *VAULT_SEEDS, *TRUEWORK_SEEDS)


@frozen
class _Usual:
    """The shipped playbook of a provider: its path, the input that takes the id, what it calls the provider."""

    playbook: str
    input: str
    alias: str


_USUAL = {
    "karmacheck": _Usual("playbooks/karmacheck/cancel-case.yaml", "case_id", "kc"),
    "vault": _Usual("playbooks/vault/cancel-card-request.yaml", "card_request_id", "vault"),
    "truework": _Usual("playbooks/truework/cancel-order.yaml", "order_id", "tw"),
}


def command_line(seed: Seed, server: str | None = None) -> str:
    """What to type to see what happens; `server`: the base URL of a simulator that runs already."""
    usual = _USUAL[seed.provider]
    given = [f"-i {name}={value}" for name, value in ((usual.input, seed.id), *seed.inputs)]
    where = [] if server is None else [f"--server {usual.alias}={server}"]
    return " ".join(("runbook run", usual.playbook, *given, "-e simulator", *where, "--yes"))


def described_seeds(servers: Mapping[str, str]) -> list[Json]:
    """The table of seeded ids as JSON, each with its command line; `servers`: of a simulator that runs already."""
    return [{**seed.described(), "command": command_line(seed, servers.get(seed.provider))} for seed in SEEDS]


def described_faults() -> list[Json]:
    """The table of faults as JSON: name, how an id asks for it, what it means."""
    return [
        {"kind": kind.value, "suffix": kind.suffix, "number": FAULT_NUMBERS[kind], "meaning": RECIPES[kind].meaning}
        for kind in FaultKind
    ]
