"""The three providers as real HTTP servers on loopback, each on a port of its own."""

import threading
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Self

from runbook.simulator.checks import Checks
from runbook.simulator.console import Console
from runbook.simulator.credentials import MadeUpCredentials
from runbook.simulator.delivery import Delivery
from runbook.simulator.exchange import Received, S
from runbook.simulator.faults import Fault, FaultBox
from runbook.simulator.identities import simulator_secrets
from runbook.simulator.karmacheck.machine import KarmaCheck
from runbook.simulator.ledger import Ledger
from runbook.simulator.listener import Listener
from runbook.simulator.machine import Machine
from runbook.simulator.seeds import described_faults, described_seeds
from runbook.simulator.shipped import shipped_operations
from runbook.simulator.stage import Stage
from runbook.simulator.truework.machine import Truework
from runbook.simulator.vault.machine import Vault
from runbook.values.json import Json

PROVIDERS = ("karmacheck", "vault", "truework")
CONTROL = "control"


class Simulator:
    """KarmaCheck, Vault and Truework on loopback, with a ledger, faults on demand and a page that explains them."""

    def __init__(
        self,
        *,
        ports: Mapping[str, int] | None = None,
        karmacheck: KarmaCheck | None = None,
        vault: Vault | None = None,
        truework: Truework | None = None,
    ) -> None:
        """`ports`: provider name or `control` -> port; 0 or absent for any that is free. The machines carry modes."""
        self.ledger = Ledger()
        self.faults = FaultBox()
        self._ports = ports or {}
        self._lock = threading.Lock()
        self._listener: Listener | None = None
        self._secrets = simulator_secrets(time.time())
        self.karmacheck = self._stage(karmacheck or KarmaCheck())
        self.vault = self._stage(vault or Vault())
        self.truework = self._stage(truework or Truework())
        self._console = Console(
            (self.karmacheck, self.vault, self.truework), self.ledger, self.faults, self._money, self.describe
        )

    def start(self) -> Self:
        """Open the ports and serve. Errors: OSError when a port is taken."""
        with self._lock:
            if self._listener is None:
                stages = (self.karmacheck, self.vault, self.truework)
                answering = {stage.name: stage.answer for stage in stages}
                self._listener = Listener({**answering, CONTROL: self._answer_control}, self._ports)
        return self

    def close(self) -> None:
        """Close every port and connection; no thread is left when this returns."""
        with self._lock:
            listener, self._listener = self._listener, None
        if listener is not None:
            listener.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def servers(self) -> Mapping[str, str]:
        """Contract name -> base URL. Errors: RuntimeError before `start`."""
        return {name: self._url(name) for name in PROVIDERS}

    @property
    def control_url(self) -> str:
        """Where the page and the control endpoint are. Errors: RuntimeError before `start`."""
        return self._url(CONTROL)

    def credentials(self) -> MadeUpCredentials:
        """Reveals the secrets that these servers accept."""
        return MadeUpCredentials(self._secrets)

    def reset(self) -> None:
        """Back to the beginning: states, faults and ledger."""
        self._console.reset()

    def add_fault(self, fault: Fault) -> None:
        """Let a fault wait for its request."""
        self.faults.add(fault)

    @property
    def double_refunds(self) -> int:
        """How many refunds were one too many."""
        return self.vault.state.double_refunds

    def describe(self) -> dict[str, Json]:
        """Everything a page or a terminal can say about it: servers, secrets, seeds, faults."""
        return {
            "servers": dict(self.servers),
            "control": self.control_url,
            "secrets": dict(self._secrets),
            "seeds": described_seeds(self.servers),
            "faults": described_faults(),
        }

    def _stage(self, machine: Machine[S]) -> Stage[S]:
        operations = Checks(lambda: shipped_operations(machine.name))
        return Stage(machine, operations, self.ledger, self.faults, lambda: f"{self.control_url}/elsewhere")

    def _answer_control(self, received: Received) -> Delivery:
        return Delivery(self._console.answer(received))

    def _money(self) -> dict[str, Json]:
        state = self.vault.state
        return {
            "balances": dict(state.balances),
            "refunds": len(state.refunds),
            "double_refunds": state.double_refunds,
        }

    def _url(self, name: str) -> str:
        if self._listener is None:
            raise RuntimeError("the simulator is not started")
        return f"http://127.0.0.1:{self._listener.ports[name]}"
