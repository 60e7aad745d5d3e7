"""The ledger of the simulation: claims survive every crash."""

import random
from pathlib import Path

from runbook.interpreter.commands import Send
from runbook.runtime.journal_file import JournalError
from runbook.runtime.ports import Earlier
from tests.deterministic.fate import Fate
from tests.deterministic.provider import thing_key


class Claims:
    """Who claimed which effect. `earlier_share`: how often another run had it before."""

    def __init__(self, seed: int, fate: Fate, earlier_share: float) -> None:
        self._seed = seed
        self._fate = fate
        self._share = earlier_share
        self.ours: set[str] = set()
        self.refused: set[str] = set()

    def claim(self, send: Send) -> Earlier | None:
        """Errors: CrashError, JournalError."""
        key = thing_key(send.operation.name, str(send.request.path))
        self._fate.tick(f"before {send.address} is claimed")
        if self._fate.disk_full:
            raise JournalError(Path("ledger"), "no space left")
        if self._share and random.Random(f"claim {self._seed} {key}").random() < self._share:
            self.refused.add(key)
            return Earlier("r-another", send.address, 0.0, "bob", in_doubt=False)
        self.ours.add(key)
        self._fate.tick(f"after {send.address} is claimed")
        return None
