"""One transport for a run with several providers."""

from collections.abc import Mapping

from runbook.interpreter.commands import Send
from runbook.providers.answer import Reply
from runbook.runtime.ports import Transport


class Switchboard:
    """Gives each request to the transport of its provider. `transports`: by contract name."""

    def __init__(self, transports: Mapping[str, Transport]) -> None:
        self._transports = transports

    def exchange(self, send: Send) -> Reply:
        """The reply within `send.timeout` seconds in all."""
        return self._transports[send.provider].exchange(send)
