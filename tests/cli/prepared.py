"""Prepared runs of the playbooks that travel with the project."""

from pathlib import Path

from runbook.cli.preparation import Asked, Prepared, prepare

ROOT = Path(__file__).parents[2]
CASE = str(ROOT / "playbooks/karmacheck/cancel-case.yaml")
FALLBACK = '{ status: 422, message: "Service cannot be canceled.", then: fallback }'
"""A row of it."""

WITHDRAW = str(ROOT / "playbooks/candidate/withdraw.yaml")


def place_of(words: str) -> str:
    """Return where these words stand in it: `cancel-case.yaml:47:9`."""
    before = Path(CASE).read_text(encoding="utf-8").partition(words)[0]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return f"cancel-case.yaml:{line}:{column}"


def prepared(
    *inputs: str, environment: str = "simulator", playbook: str = CASE, servers: tuple[str, ...] = ()
) -> Prepared:
    made = prepare(Asked(playbook, inputs or ("case_id=c-91",), None, environment, servers))
    assert isinstance(made, Prepared), made
    return made
