"""R4: under servers that say too much none of 1,000 following requests gets a wrong outcome."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from runbook.providers.answer import RawResponse, Reply
from runbook.runtime.deadline import Deadline
from runbook.runtime.tls import trust
from runbook.runtime.wire import Message, Wire
from tests.runtime.servers import Behaviour, Served, serving
from tests.threats.hostile_servers import extra_response, extra_response_late, no_body_allowed, short_length
from tests.threats.stage import Stage

MODES: dict[str, Behaviour] = {
    "extra_response": extra_response,
    "extra_response_late": extra_response_late,
    "b204": no_body_allowed(204),
    "b304": no_body_allowed(304),
    "cl_short": short_length,
}
EACH = 200


@contextmanager
def hostile(mode: str) -> Iterator[Served]:
    with serving(MODES[mode], reads=False) as served:
        yield served


def told(mode: str, id: str, reply: Reply) -> bool:
    """Whether the reply is what this request was told, or proves nothing; anything else is somebody else's."""
    if not isinstance(reply, RawResponse):
        return True
    if mode.startswith("extra"):
        return (reply.status, reply.body) == (422, json.dumps({"message": f"No. {id}"}).encode())
    return (reply.status, reply.body) in ((204, b""), (304, b""), (422, b"{}"))


@pytest.mark.parametrize("mode", MODES)
def test_none_of_a_thousand_requests_in_all_gets_the_answer_of_another(mode: str) -> None:
    wire, whole = Wire(trust()), 0
    with hostile(mode) as served:
        for number in range(EACH):
            method = "GET" if number % 5 == 4 else "POST"
            reply = wire.exchange(Message(method, served.url, f"/things/{number}/cancel"), Deadline(5))
            assert told(mode, str(number), reply), (number, reply)
            whole += isinstance(reply, RawResponse)
        assert served.connections == EACH
    assert whole >= EACH * 0.9


def test_there_are_a_thousand() -> None:
    assert EACH * len(MODES) >= 1000


@pytest.mark.parametrize("mode", MODES)
def test_a_run_believes_none_of_it(mode: str, tmp_path: Path) -> None:
    """A refusal is what each was told; not one of the foreign "ok" becomes a success."""
    text = Stage(tmp_path).play_text.replace("then: stop, because: refused", "then: tolerate, because: refused")
    stage = Stage(tmp_path, text)
    with hostile(mode) as served:
        done = stage.play(*stage.arguments(served.url, "-i", "ids=" + ",".join(map(str, range(12)))))
        assert served.connections == len(done.attempts)
    assert "-> done\n" not in done.out
    assert "of somebody else" not in done.out
    assert len(done.answers) == (12 if mode.startswith("extra") else 1)
    for answer in done.answers:
        id = answer.address.removeprefix("cancel[").rstrip("]")
        assert "200" not in str(answer.answer.status)
        assert f"No. {id}" in str(answer.answer) or not mode.startswith("extra")
