"""What follows from what was read."""

import pytest

from runbook.frozen import replace
from runbook.interpreter.events import EffectRead, Reading, Verdict, WaitEnded, WaitReason
from runbook.interpreter.evolve_reading import evolve_reading
from runbook.interpreter.illegal import IllegalEventError
from runbook.interpreter.state import CallProgress, Phase
from runbook.language.procedure import IfNot, StepState, Verb
from runbook.providers.answer import Answer, AnswerKind
from runbook.providers.contract import Response
from tests.interpreter.building import LOST, call, response, site, verify

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


def ended_after(answer: Answer, response: Response, **read: bool) -> tuple[StepState, bool]:
    """How a step ends when a read shows its effect, and whether it is unknown by whom."""
    where = site()
    where = replace(where, operation=replace(where.operation, responses=(response,)))
    settled = CallProgress(Phase.READ_ANSWERED, answer=answer, verb=Verb.SETTLE, **read)
    ending = evolve_reading(replace(CALL, site=where), settled, EffectRead("a", 1, Verdict.HOLDS)).ending
    assert ending is not None
    return ending.state, ending.unclaimed


SAYS_NO = replace(response("200"), says_no="its body has a member `success`")
SUCCESS = Answer(AnswerKind.RESPONSE, 200, body={"success": False})
BY_WHOM = (StepState.DONE_WITH_NOTES, True)
DONE = (StepState.DONE, False)


def test_a_success_that_may_be_a_no_is_no_claim_so_that_a_read_cannot_tell_by_whom() -> None:
    """`success: false`, and a thing that was over before: nobody did anything."""
    assert ended_after(SUCCESS, SAYS_NO) == BY_WHOM
    assert ended_after(SUCCESS, SAYS_NO, looked=True) == DONE
    assert ended_after(SUCCESS, SAYS_NO, claimed=True) == DONE


def test_a_success_that_can_only_be_a_yes_is_done_when_a_read_shows_it_whatever_row_took_it() -> None:
    assert ended_after(SUCCESS, response("200")) == DONE
    assert ended_after(replace(SUCCESS, status=202), response("202")) == DONE


@pytest.mark.parametrize(
    ("answer", "declared"),
    [
        (replace(SUCCESS, kind=AnswerKind.MALFORMED), response("200")),
        (replace(SUCCESS, kind=AnswerKind.UNDECLARED, status=201), response("200")),
        (replace(SUCCESS, status=202), replace(SAYS_NO, status="202")),
        (LOST, response("200")),
    ],
    ids=["a body that breaks the contract", "undeclared", "accepted, with a member that may say no", "lost"],
)
def test_an_answer_that_may_be_anything_is_no_claim(answer: Answer, declared: Response) -> None:
    assert ended_after(answer, declared) == BY_WHOM


@pytest.mark.parametrize(("status", "ends"), [("200", Phase.OVER), ("202", Phase.OVER), ("207", Phase.DOUBTFUL)])
def test_of_several_things_a_part_may_be_done_so_that_a_read_without_the_whole_proves_nothing(
    status: str, ends: Phase
) -> None:
    where = site()
    where = replace(where, operation=replace(where.operation, responses=(response(status),)))
    late = CallProgress(
        Phase.READ_ANSWERED,
        answer=replace(SUCCESS, status=int(status)),
        verb=Verb.STOP,
        pending=Verb.STOP,
        late=True,
    )
    no = EffectRead("a", 1, Verdict.DOES_NOT_HOLD, reading=Reading.LAST)
    assert evolve_reading(replace(CALL, site=where), late, no).phase is ends


@pytest.mark.parametrize("answer", [LOST, replace(SUCCESS, status=422), replace(SUCCESS, status=207)])
@pytest.mark.parametrize("if_not", [IfNot.STOP, IfNot.RESEND])
def test_what_can_be_done_in_part_is_never_proved_undone_by_a_read_and_never_sent_again(
    answer: Answer, if_not: IfNot
) -> None:
    where = site()
    where = replace(where, operation=replace(where.operation, responses=(response("200"), response("207"))))
    reading = call(verify=verify(if_not), where=where)
    late = CallProgress(
        Phase.READ_ANSWERED, attempts=1, answer=answer, silent=answer.status != 207, verb=Verb.SETTLE, late=True
    )
    no = EffectRead("a", 1, Verdict.DOES_NOT_HOLD, reading=Reading.LAST)
    ended = evolve_reading(reading, late, no)
    assert (ended.phase, ended.because.rsplit(", ", 1)[-1]) == (Phase.DOUBTFUL, "but a part of it may be done")
