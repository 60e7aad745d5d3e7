"""What a call asks for while it reads back."""

from runbook.frozen import replace
from runbook.interpreter.commands import Pause, Record, Send
from runbook.interpreter.context import Context
from runbook.interpreter.events import EffectRead, Reading, Verdict, WaitReason
from runbook.interpreter.reading import decide_reading
from runbook.interpreter.state import CallProgress, Phase
from tests.interpreter.building import LOST, begin, call, procedure, says, site, verify

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


def test_what_is_no_yes_cannot_tell() -> None:
    event = judged(read=says(403))
    assert (event.verdict, event.because) == (Verdict.CANNOT_TELL, "read answered 403")


def test_a_read_that_cannot_be_written_ends_the_reading() -> None:
    broken = call(verify=replace(verify(), site=site("read", id="..")))
    record = decide_reading(broken, CallProgress(Phase.READ), CONTEXT, "a")
    assert isinstance(record, Record)
    assert isinstance(record.event, EffectRead)
    assert (record.event.verdict, record.event.reading) == (Verdict.CANNOT_TELL, Reading.LAST)
