"""Prepared runs of the playbooks that travel with the project."""

from pathlib import Path

from runbook.cli.preparation import Asked, Prepared, prepare

ROOT = Path(__file__).parents[2]
CASE = str(ROOT / "playbooks/karmacheck/cancel-case.yaml")
WITHDRAW = str(ROOT / "playbooks/candidate/withdraw.yaml")


def prepared(
    *inputs: str, environment: str = "simulator", playbook: str = CASE, servers: tuple[str, ...] = ()
) -> Prepared:
    made = prepare(Asked(playbook, inputs or ("case_id=c-91",), None, environment, servers))
    assert isinstance(made, Prepared), made
    return made
