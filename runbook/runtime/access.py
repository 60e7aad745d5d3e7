"""What it takes to be somebody at a provider."""

from collections.abc import Callable

from runbook.frozen import frozen
from runbook.providers.adapter import Adapter
from runbook.providers.answer import Reply
from runbook.providers.contract import Contract, Server
from runbook.runtime.wire import Message


@frozen
class Access:
    """One provider as this run meets it. `server`: where it answers in the run's environment."""

    contract: Contract
    adapter: Adapter
    server: Server


@frozen
class Authorization:
    """What proves who is asking, as it travels: header lines, and query parameters already percent-encoded."""

    headers: tuple[tuple[str, str], ...] = ()
    query: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        return f"Authorization({len(self.headers)} headers, {len(self.query)} parameters)"


class RefusalError(Exception):
    """There is no credential for this request. `reason`: one sentence without a secret.

    `final`: trying again cannot change it.
    """

    def __init__(self, reason: str, *, final: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


Exchange = Callable[[Message], Reply]
"""Sends a message within the deadline of the attempt it is for."""
