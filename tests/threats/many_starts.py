"""Starts one run many times at one instant: a process that has made its plan makes copies of itself.

Each copy has looked into the ledger and found nothing, so that all of them meet where they claim the effect.
Arguments: how many, a directory for what each says, a playbook, its case, and the server of the simulator.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from runbook.cli.carry_out import carry_out
from runbook.cli.preparation import Asked, Prepared, prepare

WARMING = "c-91"
"""Cancelled before, so that every copy has loaded all it needs."""


def main(count: int, place: Path, playbook: str, case: str, server: str) -> None:
    assert carry_out(_prepared(playbook, WARMING, server), "text", yes=False) == 0
    prepared = _prepared(playbook, case, server)
    gate, opens = os.pipe()
    children = [_copy(place / str(number), lambda: _start(prepared, gate, opens)) for number in range(count)]
    os.close(opens)
    for child in children:
        os.waitpid(child, 0)


def _prepared(playbook: str, case: str, server: str) -> Prepared:
    prepared = prepare(Asked(playbook, (f"case_id={case}",), None, "simulator", (f"kc={server}",)))
    assert isinstance(prepared, Prepared)
    return prepared


def _start(prepared: Prepared, gate: int, opens: int) -> int:
    os.close(opens)
    os.read(gate, 1)
    return carry_out(prepared, "text", yes=False)


def _copy(place: Path, start: Callable[[], int]) -> int:
    child = os.fork()
    if not child:
        for number, suffix in ((1, ".out"), (2, ".err")):
            os.dup2(os.open(place.with_suffix(suffix), os.O_CREAT | os.O_WRONLY, 0o600), number)
        place.with_suffix(".code").write_text(str(int(start())))
        os._exit(0)
    return child


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
