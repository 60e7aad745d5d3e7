"""What a run stands on: everything outside, as ports."""

from collections.abc import Mapping

from runbook.frozen import field, frozen
from runbook.interpreter.commands import Send
from runbook.providers.adapter import Adapter
from runbook.providers.contract import Server
from runbook.runtime.ports import Clock, Earlier, Journal, Ledger, Minted, Observer, Respondent, Transport, Workers
from runbook.runtime.workers import ThreadWorkers


@frozen
class Party:
    """One provider as a run meets it."""

    server: Server
    adapter: Adapter


class NoLedger:
    """The ledger of a world that ends with the run: no other run can have had an effect in it."""

    def claim(self, send: Send) -> Earlier | None:
        """Nothing happened here before."""
        del send
        return None


class NothingMinted:
    """Remembers no secret: what a provider answers as one cannot be passed on."""

    def keep(self, secrets: Mapping[str, str]) -> None:
        """Forget them."""
        del secrets


@frozen
class World:
    """Everything outside. `parties`: contract name -> provider."""

    transport: Transport
    journal: Journal
    clock: Clock
    observer: Observer
    respondent: Respondent
    parties: Mapping[str, Party]
    ledger: Ledger = field(default_factory=NoLedger)
    workers: Workers = field(default_factory=ThreadWorkers)
    minted: Minted = field(default_factory=NothingMinted)
