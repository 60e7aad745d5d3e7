"""Where a choice leads is what the playbook would do next, not what somebody wrote about it."""

import pytest

from runbook.frozen import replace
from runbook.interpreter.advance import advance
from runbook.interpreter.events import AnswerReceived, Asked, AttemptStarted, ChoiceMade, Event, Purpose, StepOpened
from runbook.interpreter.evolve import evolve
from runbook.interpreter.state import State
from runbook.language.procedure import Ask, Block, Branch, Parallel, Procedure, Question, StepState, Verb, Wait
from runbook.reporting.fold import fold
from runbook.reporting.prospects import prospect, with_prospects
from tests.interpreter.building import begin, call, handover, procedure, row, says, started, step, verify

ASK = step("sure", Ask(Question("go on?", ("go", "wait", "leave"))), keeps=["choice"])
STEPS = (
    ASK,
    step("pause", Wait(90.0), when="steps.sure.choice == 'wait'"),
    step("cancel", call(), when="steps.sure.choice != 'leave'"),
)


def put(of: Procedure) -> State:
    state, _, _ = advance(of, begin(of))
    return state


@pytest.mark.parametrize(
    ("choice", "leads"),
    [
        ("go", "POST /things/t1/cancel, cannot be undone"),
        ("wait", "waits 1 min 30 s"),
        ("leave", "the run ends, done"),
    ],
)
def test_a_choice_leads_to_what_happens_next(choice: str, leads: str) -> None:
    of = procedure(*STEPS)
    assert prospect(of, put(of), "sure", choice) == leads


def answered(of: Procedure) -> State:
    """A call that a row hands to a person."""
    state = put(of)
    for event in (
        AttemptStarted("a", 1, Purpose.ACT, None, ""),
        AnswerReceived("a", 1, Purpose.ACT, says(422, "too late")),
    ):
        state = evolve(of, state, event)
    return advance(of, state)[0]


@pytest.mark.parametrize(
    ("choice", "leads"),
    [
        ("done", "GET /things/t1/read reads it back"),
        ("tolerate", "POST /things/t1/cancel, cannot be undone"),
        ("retry", "tries again in 1 s"),
        ("stop", "handed over to ops; the run ends, handed over"),
    ],
)
def test_a_verb_said_by_a_person_leads_where_it_leads_in_a_row(choice: str, leads: str) -> None:
    asks = call(row("422", Verb.ASK), verify=verify())
    of = procedure(step("a", asks), step("b", call()), rescue=[handover()])
    assert prospect(of, answered(of), "a", choice) == leads


def test_a_read_before_an_act_is_told_with_the_act_that_it_leads_to() -> None:
    of = procedure(ASK, step("cancel", call(verify=replace(verify(), before=True)), when="steps.sure.choice == 'go'"))
    said = "GET /things/t1/read looks first; unless that shows it already: POST /things/t1/cancel, cannot be undone"
    assert prospect(of, put(of), "sure", "go") == said


def test_what_others_do_meanwhile_is_no_consequence() -> None:
    others = Branch("others", Block((step("pause", Wait(9.0)),)))
    of = procedure(step("both", Parallel((Branch("asks", Block((ASK,))), others), 2)))
    assert prospect(of, put(of), "both/asks/sure", "go") == "it ends here, the others go on"


def test_the_open_questions_of_a_report_say_it() -> None:
    inner = Branch("asks", Block(STEPS))
    of = procedure(step("both", Parallel((inner,), 1)))
    asked = Asked("both/asks/sure", "go on?", ("go", "wait", "leave"))
    events: list[Event] = [started(), StepOpened("both"), asked]
    report = fold((0.0, event) for event in events)
    assert report is not None
    told = [step.open_question for step in with_prospects(report, of, events).walk()]
    assert [question.leads[2] for question in told if question] == ["the run ends, done"]
    others = procedure(step("another", call()))
    assert with_prospects(report, others, events) == report
    answered = fold((0.0, event) for event in [*events, ChoiceMade("both/asks/sure", "go", "ada")])
    assert answered is not None
    assert answered.state is not StepState.WAITING
    assert with_prospects(answered, of, events) == answered
