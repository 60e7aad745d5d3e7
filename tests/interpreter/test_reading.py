"""What a call asks for while it reads back."""

from runbook.frozen import replace
from runbook.interpreter.commands import Pause, Record, Send
from runbook.interpreter.context import Context
from runbook.interpreter.events import EffectRead, Reading, Verdict, WaitReason
from runbook.interpreter.reading import decide_reading, verdicts
from runbook.interpreter.state import CallProgress, Phase
from runbook.providers.answer import Answer
from tests.interpreter.building import LOST, begin, call, condition, procedure, says, site, template, verify

OF = procedure()
CONTEXT = Context(OF, begin(OF), {"id": "t1"}, {}, {})
CALL = call(verify=verify(every=5, within=10))
GONE, THERE = says(200, body={"gone": True}), says(200, body={"gone": False})


def judged(**known: object) -> EffectRead:
    progress = replace(CallProgress(Phase.READ_ANSWERED, answer=LOST, reads=1), **known)  # type: ignore[arg-type]
    record = decide_reading(CALL, progress, CONTEXT, "a")
    assert isinstance(record, Record)
    assert isinstance(record.event, EffectRead)
    return record.event


def test_between_reads_it_waits_and_before_the_last_one_for_the_grace() -> None:
    assert decide_reading(CALL, CallProgress(Phase.POLL), CONTEXT, "a") == Pause("a", 5, WaitReason.POLL)
    waiting = CallProgress(Phase.GRACE, silent=True, waited=10)
    assert decide_reading(CALL, waiting, CONTEXT, "a") == Pause("a", 22, WaitReason.GRACE, whole=32)


def test_the_last_read_is_marked() -> None:
    first = decide_reading(CALL, CallProgress(Phase.READ), CONTEXT, "a")
    last = decide_reading(CALL, CallProgress(Phase.READ, late=True), CONTEXT, "a")
    assert isinstance(first, Send)
    assert isinstance(last, Send)
    assert (first.last, last.last) == (False, True)


def test_a_verdict_says_whether_another_read_fits() -> None:
    assert judged(read=GONE).verdict is Verdict.HOLDS
    assert judged(read=THERE, waited=5.0).reading is Reading.MORE
    assert judged(read=THERE, waited=10.0).reading is Reading.WITHIN
    assert judged(read=THERE, waited=10.0, late=True).reading is Reading.LAST


def test_a_provider_that_asks_for_more_than_the_cap_is_not_read_again() -> None:
    longer = CALL.retry.cap + 1
    asks = f"read asks not to be read again for {longer:.0f} s (Retry-After)"
    for read in (replace(THERE, retry_after=longer), replace(says(429), retry_after=longer)):
        event = judged(read=read)
        assert (event.verdict, event.because, event.reading) == (Verdict.CANNOT_TELL, asks, Reading.LAST)
    assert judged(read=replace(GONE, retry_after=longer)).verdict is Verdict.HOLDS
    assert judged(read=replace(says(429), retry_after=CALL.retry.cap)).reading is Reading.MORE
    waiting = CallProgress(Phase.GRACE, silent=True, waited=31, read=replace(THERE, retry_after=9.0))
    assert decide_reading(CALL, waiting, CONTEXT, "a") == Pause("a", 9, WaitReason.GRACE, whole=32)


def test_what_is_no_yes_cannot_tell() -> None:
    event = judged(read=says(403))
    assert (event.verdict, event.because) == (Verdict.CANNOT_TELL, "read answered 403")


def test_a_read_that_cannot_be_written_ends_the_reading() -> None:
    broken = call(verify=replace(verify(), site=site("read", id="..")))
    record = decide_reading(broken, CallProgress(Phase.READ), CONTEXT, "a")
    assert isinstance(record, Record)
    assert isinstance(record.event, EffectRead)
    assert (record.event.verdict, record.event.reading) == (Verdict.CANNOT_TELL, Reading.LAST)


def told(read: Answer, **known: object) -> Verdict:
    of = call(verify=replace(verify(), **known))  # type: ignore[arg-type]
    record = decide_reading(of, CallProgress(Phase.READ_ANSWERED, answer=LOST, read=read), CONTEXT, "a")
    assert isinstance(record, Record)
    assert isinstance(record.event, EffectRead)
    return record.event.verdict


def test_a_status_that_says_gone_is_a_yes_without_asking_what_holds() -> None:
    assert told(says(404), gone=(404, 410)) is Verdict.GONE
    assert told(says(404)) is Verdict.CANNOT_TELL
    assert told(says(200, body={}), gone=(404,), holds=None) is Verdict.DOES_NOT_HOLD


def test_what_refutes_is_a_definite_no_and_both_at_once_cannot_tell() -> None:
    failed = condition("response.body.state == 'failed'")
    assert told(says(200, body={"gone": False, "state": "failed"}), refutes=failed) is Verdict.REFUTED
    assert told(says(200, body={"gone": True, "state": "failed"}), refutes=failed) is Verdict.CANNOT_TELL
    assert told(says(200, body={"gone": False, "state": "busy"}), refutes=failed) is Verdict.DOES_NOT_HOLD


def test_the_read_may_be_made_from_the_answer_that_it_proves() -> None:
    polled = replace(verify(), site=site("read", id=template("{{ response.body.job }}")))
    reading = CallProgress(Phase.READ, answer=says(200, body={"job": "j7"}))
    send = decide_reading(call(verify=polled), reading, CONTEXT, "a")
    assert isinstance(send, Send)
    assert send.request.path == "/things/j7/read"


def test_only_what_can_be_said_is_planned() -> None:
    assert verdicts(verify()) == (Verdict.HOLDS, Verdict.DOES_NOT_HOLD, Verdict.CANNOT_TELL)
    gone = replace(verify(), holds=None, gone=(404,))
    assert verdicts(gone) == (Verdict.GONE, Verdict.DOES_NOT_HOLD, Verdict.CANNOT_TELL)


def test_the_next_read_is_never_earlier_than_the_provider_asks_for() -> None:
    slow = replace(says(429), retry_after=30.0)
    assert decide_reading(CALL, CallProgress(Phase.POLL, read=slow), CONTEXT, "a") == Pause("a", 30, WaitReason.POLL)


def test_where_playbook_and_contract_ask_for_different_things_both_must_agree() -> None:
    both = {"also": condition("response.body.closed == true")}
    assert told(says(200, body={"gone": True, "closed": True}), **both) is Verdict.HOLDS
    assert told(says(200, body={"gone": False, "closed": False}), **both) is Verdict.DOES_NOT_HOLD
    assert told(says(200, body={"gone": True, "closed": False}), **both) is Verdict.CANNOT_TELL
    assert told(says(200, body={"gone": False, "closed": True}), **both) is Verdict.CANNOT_TELL
