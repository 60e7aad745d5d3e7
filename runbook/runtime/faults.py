"""A fault of the world, divided by one question: could the request have taken effect?

Reasons are our own sentences. An exception's text may hold a header's value (h11 prints it) or bytes of the server.
"""

import httpx

from runbook.providers.answer import NoAnswer, NotSent
from runbook.runtime.deadline import Deadline, Departure

_FINAL = (httpx.LocalProtocolError, httpx.UnsupportedProtocol, httpx.InvalidURL)


def fault(error: Exception, departure: Departure, deadline: Deadline) -> NotSent | NoAnswer:
    """What the error means: NotSent only when no byte of the request can have left."""
    if departure.begun:
        return NoAnswer(_lost(error, departure, deadline))
    if departure.refusal:
        return NotSent(f"the server's certificate was not accepted: {departure.refusal}", refused=True)
    return NotSent(_unsent(error, deadline), refused=isinstance(error, _FINAL))


def _unsent(error: Exception, deadline: Deadline) -> str:
    match error:
        case httpx.TimeoutException():
            return f"no connection within {deadline.seconds:g} s"
        case httpx.ProxyError():
            return "the proxy would not open a connection"
        case httpx.ConnectError():
            return f"no connection: {error}" if str(error) else "no connection"
        case _:
            return f"the request could not be written ({type(error).__name__})"


def _lost(error: Exception, departure: Departure, deadline: Deadline) -> str:
    match error:
        case httpx.TimeoutException():
            began = "the answer did not end" if departure.read else "no answer came"
            return f"{began} within {deadline.seconds:g} s"
        case httpx.RemoteProtocolError() if not departure.read:
            return "the server closed the connection without an answer"
        case httpx.RemoteProtocolError():
            return "what came back is not a complete HTTP answer"
        case httpx.ReadError() if str(error) == "limit":
            return "the answer is too large"
        case _:
            return f"the connection broke before a complete answer ({type(error).__name__})"
