"""A call's progress, one event at a time."""

import pytest

from runbook.frozen import replace
from runbook.interpreter.events import (
    AnswerReceived,
    AnswerRouted,
    AttemptStarted,
    EffectRead,
    EffectSettled,
    FellInDoubt,
    Purpose,
    ReadAgain,
    Reading,
    Verdict,
    WaitEnded,
    WaitReason,
)
from runbook.interpreter.evolve_call import evolve_call, is_lost
from runbook.interpreter.evolve_reading import over
from runbook.interpreter.illegal import IllegalEventError
from runbook.interpreter.state import CallProgress, Phase
from runbook.language.procedure import Call, IfNot, StepState, Verb, Verify
from runbook.providers.answer import Answer, AnswerKind
from tests.interpreter.building import LOST, NOT_SENT, call, row, says, site, verify

CALL = call(verify=verify())


def attempt(number: int = 1, purpose: Purpose = Purpose.ACT) -> AttemptStarted:
    return AttemptStarted("a", number, purpose, None, "")


def answered(answer: Answer) -> CallProgress:
    flying = evolve_call(CALL, CallProgress(), attempt())
    return evolve_call(CALL, flying, AnswerReceived("a", 1, Purpose.ACT, answer))


def routed(answer: Answer, verb: Verb) -> CallProgress:
    return evolve_call(CALL, answered(answer), AnswerRouted("a", 1, 0, verb, "why"))


@pytest.mark.parametrize(
    ("verb", "phase"),
    [
        (Verb.DONE, Phase.READ),
        (Verb.ALREADY, Phase.OVER),
        (Verb.TOLERATE, Phase.OVER),
        (Verb.FALLBACK, Phase.FALLBACK),
        (Verb.RETRY, Phase.BACKOFF),
        (Verb.SETTLE, Phase.READ),
        (Verb.ASK, Phase.ASK),
        (Verb.STOP, Phase.OVER),
    ],
)
def test_each_verb_leads_somewhere(verb: Verb, phase: Phase) -> None:
    assert routed(says(200 if verb is Verb.DONE else 500), verb).phase is phase


def test_only_a_lost_answer_makes_the_call_distrust_refusals() -> None:
    assert answered(LOST).lost
    assert not answered(NOT_SENT).lost
    assert not is_lost(Answer(AnswerKind.MALFORMED, 200))


def test_a_refusal_of_ours_is_not_tried_again() -> None:
    refused = Answer(AnswerKind.NOT_SENT, reason="the token belongs to prod", refused=True)
    progress = routed(refused, Verb.RETRY)
    assert progress.ending is not None
    assert progress.ending.because == "the token belongs to prod"


def sent_last(of: Call, answer: Answer, verb: Verb) -> CallProgress:
    """The call after its last attempt was answered so."""
    last = of.retry.at_most
    progress = evolve_call(of, CallProgress(attempts=last - 1), attempt(last))
    progress = evolve_call(of, progress, AnswerReceived("a", last, Purpose.ACT, answer))
    return evolve_call(of, progress, AnswerRouted("a", last, 0, verb, "why"))


def test_every_send_counts_against_one_bound_whatever_led_to_it() -> None:
    waited = evolve_call(CALL, routed(NOT_SENT, Verb.RETRY), WaitEnded("a", 1, WaitReason.RETRY))
    assert (waited.phase, waited.attempts) == (Phase.READY, 1)
    ending = sent_last(CALL, NOT_SENT, Verb.RETRY).ending
    assert ending is not None
    assert ending.because == "still not_sent after 4 attempts"


def test_neither_a_read_nor_a_person_leads_beyond_that_bound() -> None:
    of = call(verify=verify(if_not=IfNot.RESEND, within=0))
    lost = sent_last(of, LOST, Verb.SETTLE)
    read = evolve_call(of, lost, EffectRead("a", 1, Verdict.DOES_NOT_HOLD, "", Reading.LAST))
    assert read.phase is Phase.DOUBTFUL
    doubtful = evolve_call(of, read, FellInDoubt("a", 4, read.because))
    settled = evolve_call(of, doubtful, EffectSettled("a", False, "ada", "the portal shows it open"))
    assert settled.ending is not None
    assert settled.ending.state is StepState.FAILED


def test_reads_go_on_until_the_last_one_has_spoken() -> None:
    reading = routed(LOST, Verb.SETTLE)
    first = evolve_call(CALL, reading, attempt(1, Purpose.VERIFY))
    seen = evolve_call(CALL, first, AnswerReceived("a", 1, Purpose.VERIFY, says(403)))
    polling = evolve_call(CALL, seen, EffectRead("a", 1, Verdict.CANNOT_TELL, "403"))
    assert polling.phase is Phase.POLL
    last = evolve_call(CALL, seen, EffectRead("a", 3, Verdict.CANNOT_TELL, "403", Reading.LAST))
    assert last.phase is Phase.DOUBTFUL
    assert "read cannot tell: 403" in last.because


def doubtful(if_not: IfNot = IfNot.IN_DOUBT) -> tuple[Call, CallProgress]:
    of = call(verify=verify(if_not=if_not, within=0))
    progress = evolve_call(of, CallProgress(), attempt())
    progress = evolve_call(of, progress, AnswerReceived("a", 1, Purpose.ACT, LOST))
    progress = evolve_call(of, progress, AnswerRouted("a", 1, 0, Verb.SETTLE, "why"))
    progress = evolve_call(of, progress, EffectRead("a", 1, Verdict.CANNOT_TELL, "403", Reading.LAST))
    return of, evolve_call(of, progress, FellInDoubt("a", 1, progress.because))


def test_a_person_can_say_that_it_happened() -> None:
    of, progress = doubtful()
    ending = evolve_call(of, progress, EffectSettled("a", True, "ada", "the portal shows it")).ending
    assert ending is not None
    assert (ending.state, ending.because) == (StepState.DONE, "ada says it happened: the portal shows it")


def test_that_it_did_not_happen_stops_unless_the_playbook_sends_again() -> None:
    said = EffectSettled("a", False, "ada", "the portal shows it open")
    of, progress = doubtful()
    ending = evolve_call(of, progress, said).ending
    assert ending is not None
    assert ending.state is StepState.FAILED
    of, progress = doubtful(IfNot.RESEND)
    assert evolve_call(of, progress, said).phase is Phase.READY


@pytest.mark.parametrize("said", [LOST, says(500)])
def test_after_a_second_sending_no_refusal_is_evidence_whatever_was_doubtful_of_the_first(said: Answer) -> None:
    """A 500 may hide an effect as well as silence: the 422 that follows may be its echo."""
    of = call(verify=verify(if_not=IfNot.RESEND, within=0))
    progress = evolve_call(of, CallProgress(), attempt())
    progress = evolve_call(of, progress, AnswerReceived("a", 1, Purpose.ACT, said))
    progress = evolve_call(of, progress, AnswerRouted("a", 1, 0, Verb.SETTLE, "why"))
    again = evolve_call(of, progress, EffectRead("a", 1, Verdict.DOES_NOT_HOLD, "", Reading.LAST))
    assert (again.phase, again.lost) == (Phase.READY, True)


def test_only_doubt_can_be_settled() -> None:
    with pytest.raises(IllegalEventError):
        evolve_call(CALL, CallProgress(), EffectSettled("a", True, "ada", "because"))


def test_what_does_not_follow_is_refused() -> None:
    with pytest.raises(IllegalEventError, match="AnswerReceived at a does not follow ready"):
        evolve_call(CALL, CallProgress(), AnswerReceived("a", 1, Purpose.ACT, says(200)))


def test_an_ending_can_speak_for_itself() -> None:
    ending = over(CallProgress(because="the row"), StepState.FAILED, because="").ending
    assert ending is not None
    assert ending.because == ""


def unseen(
    verified: Verify, *, grace: float | None = 0, moves_money: bool = False, claimed: bool = False
) -> CallProgress:
    """A call whose answer was lost (or was a yes) and whose last read does not show its effect."""
    where = site()
    where = replace(where, operation=replace(where.operation, grace=grace, moves_money=moves_money))
    of = call(verify=verified, where=where)
    progress = evolve_call(of, CallProgress(), attempt())
    progress = evolve_call(of, progress, AnswerReceived("a", 1, Purpose.ACT, says(200) if claimed else LOST))
    progress = evolve_call(of, progress, AnswerRouted("a", 1, 0, Verb.DONE if claimed else Verb.SETTLE, ""))
    return evolve_call(of, replace(progress, late=True), EffectRead("a", 1, Verdict.DOES_NOT_HOLD, "", Reading.LAST))


def test_a_stop_after_patient_reads_is_proof_and_says_so() -> None:
    ending = unseen(verify(IfNot.STOP, within=10), grace=10).ending
    assert ending is not None
    said = "read does not show it 42 s after the attempt: it did not happen"
    assert (ending.state, ending.because) == (StepState.FAILED, said)


def test_a_stop_without_a_declared_grace_is_doubt() -> None:
    progress = unseen(verify(IfNot.STOP, within=10), grace=None)
    assert progress.phase is Phase.DOUBTFUL
    assert progress.because.endswith("read does not show it, but the contract does not say how soon a read does")


def test_within_the_grace_of_the_provider_one_last_read_is_waited_for() -> None:
    reading = replace(routed(LOST, Verb.SETTLE), phase=Phase.READ_ANSWERED)
    waiting = evolve_call(CALL, reading, EffectRead("a", 1, Verdict.DOES_NOT_HOLD, "", Reading.WITHIN))
    assert (waiting.phase, waiting.waited) == (Phase.GRACE, CALL.verify.span if CALL.verify else None)
    last = evolve_call(CALL, waiting, WaitEnded("a", 22, WaitReason.GRACE))
    assert (last.phase, last.late) == (Phase.READ, True)


def test_where_money_moves_no_read_is_proof_enough_to_stop() -> None:
    progress = unseen(verify(IfNot.STOP, within=10), grace=10, moves_money=True)
    assert progress.phase is Phase.DOUBTFUL
    assert progress.because.endswith("read does not show it, which is no proof where money moves")


def test_what_the_provider_said_yes_to_is_in_doubt_however_patient_the_reads() -> None:
    progress = unseen(verify(IfNot.STOP, within=10), grace=10, claimed=True)
    assert (progress.phase, progress.because) == (
        Phase.DOUBTFUL,
        "the provider said yes, but read does not show it",
    )


@pytest.mark.parametrize("if_not", [IfNot.STOP, IfNot.RESEND])
def test_against_a_2xx_that_breaks_the_contract_a_read_that_shows_nothing_is_no_proof(if_not: IfNot) -> None:
    of = call(verify=verify(if_not, within=0))
    garbled = Answer(AnswerKind.MALFORMED, 200, reason="a key is missing")
    progress = evolve_call(of, CallProgress(), attempt())
    progress = evolve_call(of, progress, AnswerReceived("a", 1, Purpose.ACT, garbled))
    progress = evolve_call(of, progress, AnswerRouted("a", 1, 0, Verb.SETTLE, ""))
    progress = evolve_call(of, progress, EffectRead("a", 1, Verdict.DOES_NOT_HOLD, "", Reading.LAST))
    assert progress.phase is Phase.DOUBTFUL
    assert progress.because.endswith("read does not show it, but a 2XX is no refusal")


def test_what_is_in_doubt_is_read_once_more_when_somebody_asks() -> None:
    of, progress = doubtful()
    again = evolve_call(of, progress, ReadAgain("a", "ada"))
    assert (again.phase, again.waited, again.late) == (Phase.READ, 0.0, False)
    ending = evolve_call(of, again, EffectRead("a", 2, Verdict.HOLDS, "")).ending
    assert ending is not None
    assert (ending.state, ending.unclaimed) == (StepState.DONE_WITH_NOTES, True)
    still = evolve_call(of, again, EffectRead("a", 2, Verdict.CANNOT_TELL, "503", Reading.LAST))
    assert still.phase is Phase.DOUBTFUL
    assert still.because == "no response was received; read cannot tell: 503"


def test_what_nothing_can_read_back_is_not_read_again() -> None:
    of, progress = doubtful()
    with pytest.raises(IllegalEventError):
        evolve_call(replace(of, verify=None), progress, ReadAgain("a", "ada"))


GRACE = Reading.LAST


def pending(verb: Verb, *reads: EffectRead, money: bool = False, grace: float | None = 0.0) -> CallProgress:
    """A call whose 2XX was taken by a row that takes for granted that nothing happened, and what was read then."""
    where = site()
    where = replace(where, operation=replace(where.operation, grace=grace, moves_money=money))
    of = call(verify=verify(within=0), where=where)
    progress = evolve_call(of, CallProgress(), attempt())
    progress = evolve_call(of, progress, AnswerReceived("a", 1, Purpose.ACT, says(200)))
    progress = evolve_call(of, progress, AnswerRouted("a", 1, 0, verb, "the row"))
    for read in reads:
        progress = evolve_call(of, progress, read)
    return progress


NO = EffectRead("a", 1, Verdict.DOES_NOT_HOLD, "", GRACE)
YES = EffectRead("a", 1, Verdict.HOLDS, "", GRACE)


@pytest.mark.parametrize(
    ("verb", "yes", "no"),
    [
        (Verb.STOP, StepState.FAILED, StepState.FAILED),
        (Verb.TOLERATE, StepState.DONE_WITH_NOTES, StepState.DONE_WITH_NOTES),
        (Verb.FALLBACK, StepState.DONE_WITH_NOTES, None),
    ],
)
def test_a_row_on_a_success_is_followed_when_it_is_known_what_happened(
    verb: Verb, yes: StepState, no: StepState | None
) -> None:
    assert pending(verb).phase is Phase.READ
    ending = pending(verb, YES).ending
    assert ending is not None
    assert ending.state is yes
    assert "read shows that it happened" in ending.because
    followed = pending(verb, NO)
    assert (followed.ending.state if followed.ending is not None else None) is no
    assert (followed.phase is Phase.FALLBACK) is (verb is Verb.FALLBACK)


@pytest.mark.parametrize("verb", [Verb.STOP, Verb.TOLERATE, Verb.FALLBACK])
def test_it_is_in_doubt_where_nothing_proves_that_nothing_happened(verb: Verb) -> None:
    untold = EffectRead("a", 1, Verdict.CANNOT_TELL, "500", GRACE)
    assert pending(verb, untold).phase is Phase.DOUBTFUL
    assert pending(verb, NO, money=True).phase is Phase.DOUBTFUL
    assert pending(verb, NO, grace=None).phase is Phase.DOUBTFUL
    of = call()
    progress = evolve_call(of, CallProgress(), attempt())
    progress = evolve_call(of, progress, AnswerReceived("a", 1, Purpose.ACT, says(200)))
    alone = evolve_call(of, progress, AnswerRouted("a", 1, 0, verb, ""))
    assert alone.phase is (Phase.OVER if verb is Verb.STOP else Phase.DOUBTFUL)
    assert evolve_call(of, progress, AnswerRouted("a", 1, 0, verb, "", nothing=True)).phase is not Phase.DOUBTFUL


def test_a_person_s_word_lets_a_pending_row_be_followed() -> None:
    of = call(row("200", Verb.TOLERATE))
    progress = evolve_call(of, CallProgress(), attempt())
    progress = evolve_call(of, progress, AnswerReceived("a", 1, Purpose.ACT, says(200)))
    progress = evolve_call(of, progress, AnswerRouted("a", 1, 0, Verb.TOLERATE, "fine"))
    progress = evolve_call(of, progress, FellInDoubt("a", 1, progress.because))
    for said in (True, False):
        ending = evolve_call(of, progress, EffectSettled("a", said, "ada", "looked")).ending
        assert ending is not None
        assert ending.state is StepState.DONE_WITH_NOTES
