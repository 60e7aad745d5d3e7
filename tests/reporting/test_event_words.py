import pytest
from example_run import handed_over_run, read, said, sent

from runbook.interpreter.events import (
    AnswerRouted,
    Asked,
    ChoiceMade,
    EffectSettled,
    Event,
    FellInDoubt,
    StepEnded,
    StepOpened,
    Verdict,
    WaitEnded,
    WaitReason,
)
from runbook.language.procedure import StepState, Verb
from runbook.reporting.event_words import event_words


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (WaitEnded("a", 5.0, WaitReason.RETRY), "waited 5 s before sending again"),
        (WaitEnded("a", 60.0, WaitReason.STEP), "waited 1 min"),
        (Asked("a", "Go on?", ("go", "leave")), "a person was asked: Go on? (go, leave)"),
        (ChoiceMade("a", "go", "ann"), "ann chose go"),
        (ChoiceMade("a", "go", None), "the deadline chose go"),
        (FellInDoubt("a", 1, "no answer"), "it fell in doubt: no answer"),
        (EffectSettled("a", True, "ann", "called them"), "ann says it happened: called them"),
        (EffectSettled("a", False, "ann", "called them"), "ann says it did not happen: called them"),
        (StepOpened("a", ("x", "y")), "it goes over 2 items"),
        (StepOpened("a"), "it began"),
        (StepEnded("a", StepState.FAILED, "no such case"), "failed: no such case"),
        (StepEnded("a", StepState.DONE, already=True), "already so"),
        (AnswerRouted("a", 1, 0, Verb.DONE, ""), ""),
    ],
)
def test_every_event_has_words_of_its_own(event: Event, words: str) -> None:
    assert event_words(event) == words


def test_a_read_back_is_told_and_an_act_is_told_elsewhere() -> None:
    assert [event_words(event) for event in read("a", Verdict.CANNOT_TELL, 2)] == [
        "read back, number 2",
        "  200",
        "  it cannot tell",
    ]
    assert [event_words(event) for event in sent("a", "/x", said(200), Verb.DONE)] == ["", "", ""]
    assert any(
        event_words(one).startswith("handed over to screening-ops: case: no such case") for one in handed_over_run()
    )
