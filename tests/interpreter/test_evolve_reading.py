"""What follows from what was read."""

import pytest

from runbook.frozen import replace
from runbook.interpreter.events import EffectRead, Reading, Verdict, WaitEnded, WaitReason
from runbook.interpreter.evolve_reading import evolve_reading
from runbook.interpreter.illegal import IllegalEventError
from runbook.interpreter.state import CallProgress, Phase
from runbook.language.procedure import IfNot, StepState, Verb
from runbook.providers.answer import Answer, AnswerKind
from tests.interpreter.building import LOST, call, verify

CALL = call(verify=verify(every=5, within=10))
READING = CallProgress(Phase.READ_ANSWERED, attempts=1, lost=True, silent=True, answer=LOST)


def test_a_read_that_may_be_followed_by_others_is_waited_after() -> None:
    polling = evolve_reading(CALL, READING, EffectRead("a", 1, Verdict.CANNOT_TELL, "503", Reading.MORE))
    assert polling.phase is Phase.POLL
    again = evolve_reading(CALL, polling, WaitEnded("a", 5, WaitReason.POLL))
    assert (again.phase, again.waited) == (Phase.READ, 5)


def test_nothing_is_read_where_there_is_nothing_to_verify() -> None:
    with pytest.raises(IllegalEventError, match="nothing to verify"):
        evolve_reading(replace(CALL, verify=None), READING, EffectRead("a", 1, Verdict.HOLDS))


def test_a_definite_no_after_a_persons_yes_is_a_doubt_and_asks_nobody_again() -> None:
    """Else the answer `done`, the read and the question would follow each other for ever."""
    asking = call(verify=verify(IfNot.ASK))
    read = EffectRead("a", 1, Verdict.REFUTED)
    assert evolve_reading(asking, CallProgress(Phase.READ_ANSWERED), read).phase is Phase.ASK
    assert evolve_reading(asking, CallProgress(Phase.READ_ANSWERED, claimed=True), read).phase is Phase.DOUBTFUL


def test_a_success_that_may_be_a_no_is_no_claim_so_that_a_read_cannot_tell_by_whom() -> None:
    """`success: false`, and a thing that was over before: nobody did anything."""
    answer = Answer(AnswerKind.RESPONSE, 200, body={"success": False})
    settled = CallProgress(Phase.READ_ANSWERED, answer=answer, verb=Verb.SETTLE)
    yes = EffectRead("a", 1, Verdict.HOLDS)
    ending = evolve_reading(CALL, settled, yes).ending
    assert ending is not None
    assert (ending.state, ending.unclaimed) == (StepState.DONE_WITH_NOTES, True)
    taken_on = evolve_reading(CALL, replace(settled, answer=replace(answer, status=202)), yes).ending
    assert taken_on is not None
    assert taken_on.state is StepState.DONE
