"""A reply is on disk before it is judged, where judging takes long; a later process judges what was kept."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from runbook.interpreter.events import AnswerReceived, AttemptStarted, Event, Purpose, RunStarted
from runbook.providers.adapters.plain import PlainAdapter
from runbook.providers.answer import AnswerKind, RawResponse
from runbook.runtime.journal_file import JournalError, UnrecordedError
from runbook.runtime.judging import Judging
from runbook.runtime.kept_replies import KeptReply
from runbook.runtime.ports import Recorded
from runbook.runtime.rest import Halt
from runbook.runtime.world import Party, World
from tests.interpreter.building import CONTRACT, call, procedure, started, step
from tests.runtime.providers import request, send
from tests.runtime.test_runner import FakeClock, FakeJournal, FakeTransport, Nobody, Stage, raw

LARGE = raw(422, b'{"message": "' + b"x" * 300_000 + b'"}')


class Keeping(FakeJournal):
    """Keeps replies; `masks` is what it writes for a secret that it knows."""

    def keep_reply(self, kept: KeptReply) -> KeptReply:
        self.log.append(f"kept {kept.address}")
        return KeptReply(kept.address, kept.attempt, kept.provider, kept.at, RawResponse(409, (), kept.reply.body))


class Full(FakeJournal):
    def keep_reply(self, kept: KeptReply) -> KeptReply:
        raise JournalError(Path("x"), "cannot be written: no space")


def world(journal: FakeJournal, transport: FakeTransport) -> World:
    nobody = Nobody()
    return World(transport, journal, FakeClock(), nobody, nobody, {"toy": Party(CONTRACT.servers[0], PlainAdapter())})


def test_a_large_reply_is_kept_first_and_what_was_kept_is_judged() -> None:
    stage = Stage(procedure(step("a", call())))
    stage.journal = Keeping(stage.log)
    stage.transport.replies["a"] = [LARGE]
    stage.run()
    at = stage.log.index("sent a")
    assert stage.log[at : at + 3] == ["sent a", "kept a", "AnswerReceived a"]
    (answer,) = [one for one in stage.journal.events if isinstance(one, AnswerReceived)]
    assert answer.answer.status == 409


def test_a_small_reply_is_judged_at_once() -> None:
    log: list[str] = []
    transport = FakeTransport(log, {"case": [raw(422)]})
    made = Judging(world(Keeping(log), transport), lambda: 0.0).exchange(send_toy())
    assert isinstance(made, tuple)
    assert log == ["sent case"]


def test_a_reply_that_cannot_be_kept_is_told() -> None:
    judging = Judging(world(Full([]), FakeTransport([])), lambda: 0.0)
    with pytest.raises(UnrecordedError) as caught:
        judging.keep(send_toy(), LARGE)
    (event,) = caught.value.events
    assert isinstance(event, AnswerReceived)
    assert event.answer.status == 422


def send_toy():
    made = send(request("http://127.0.0.1:1"))
    return type(made)(made.address, 1, Purpose.ACT, "toy", made.operation, made.request, 5.0)


def recorded(*events: Event) -> Sequence[Recorded]:
    return [Recorded(number, 0.0, event) for number, event in enumerate(events, 1)]


def begun() -> tuple[RunStarted, AttemptStarted]:
    return started(), AttemptStarted("a", 1, Purpose.ACT, None, "")


def test_a_resume_judges_what_was_kept_and_without_it_the_effect_is_in_doubt() -> None:
    kept = KeptReply("a", 1, "toy", 0.0, raw(200))
    stage = Stage(procedure(step("a", call())))
    assert stage.runner().resume(recorded(*begun()), kept=[kept]).halt is Halt.ENDED
    assert [one.answer.kind for one in stage.journal.events if isinstance(one, AnswerReceived)] == [AnswerKind.RESPONSE]
    assert not [line for line in stage.log if line.startswith("sent")]
    without = Stage(procedure(step("a", call())))
    assert without.runner().resume(recorded(*begun())).halt is Halt.IN_DOUBT
