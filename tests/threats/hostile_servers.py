"""More ways of a server to misbehave than `tests/runtime/servers.py` has: those of the requirements' fault modes."""

import json
import re

from tests.runtime.servers import Behaviour, Peer, response

_JSON = "content-type: application/json"
_FOREIGN = response(200, b'{"ok":true,"whose":"of somebody else"}', _JSON)


def own_answer(request: bytes) -> bytes:
    """A refusal that names the request's own id: what a request must be told."""
    id = re.split(rb"[/ ]", request)[3].decode()
    return response(422, json.dumps({"message": f"No. {id}"}).encode(), _JSON)


def extra_response(peer: Peer) -> None:
    """One answer too many, at once."""
    peer.send(own_answer(peer.read_request()) + _FOREIGN)
    serve_on(peer)


def extra_response_late(peer: Peer) -> None:
    """One answer too many, a moment after the first."""
    peer.send(own_answer(peer.read_request()))
    peer.pause(0.002)
    peer.send(_FOREIGN)
    serve_on(peer)


def no_body_allowed(status: int) -> Behaviour:
    """A status that has no body, with one: `b204`, `b304`."""

    def behaviour(peer: Peer) -> None:
        peer.read_request()
        peer.send(f"HTTP/1.1 {status} Odd\r\n{_JSON}\r\n\r\n".encode() + _FOREIGN)
        serve_on(peer)

    return behaviour


def short_length(peer: Peer) -> None:
    """`cl_short`: a body longer than its content-length; the rest is an answer of its own."""
    peer.read_request()
    peer.send(b"HTTP/1.1 422 No\r\n" + _JSON.encode() + b"\r\ncontent-length: 2\r\n\r\n{}" + _FOREIGN)
    serve_on(peer)


def serve_on(peer: Peer) -> None:
    """Answer whatever else comes over the same connection as if it were all right."""
    while peer.read_request():
        peer.send(_FOREIGN)
