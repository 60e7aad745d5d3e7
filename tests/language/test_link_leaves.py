from runbook.language.procedure import Ask, Assert, Handover, Wait
from tests.language.linked import book, finding, procedure_of, said

ALL = """
  - { id: a, ask: { message: "Go on with {{ inputs.id }}?", choices: [ go, halt ], deadline: 1h, default: halt } }
  - { id: b, wait: 2m }
  - { id: c, assert: { that: inputs.count > 0, message: "none of {{ inputs.id }}" } }
  - { id: d, handover: { to: ops, note: "{{ inputs.id }}" } }
"""


def test_questions_waits_assertions_and_handovers_are_linked() -> None:
    ask, wait, check, handover = [step.action for step in procedure_of(book(ALL)).body.steps]
    assert isinstance(ask, Ask)
    assert (ask.question.choices, ask.question.deadline, ask.question.default) == (("go", "halt"), 3600, "halt")
    assert wait == Wait(120)
    assert isinstance(check, Assert)
    assert check.assertions[0].that.text == "inputs.count > 0"
    assert isinstance(handover, Handover)
    assert handover.to == "ops"


def test_the_default_of_a_question_is_one_of_its_choices() -> None:
    text = book(ALL.replace("default: halt", "default: hallt"))
    assert finding(text, "unknown-choice").help == 'did you mean "halt"?'


def test_a_deadline_without_a_default_decides_nothing() -> None:
    assert [rule for rule, _ in said(book(ALL.replace(", default: halt", "")))] == ["schema"]
    assert [rule for rule, _ in said(book(ALL.replace(" deadline: 1h,", "")))] == ["schema"]


def test_their_texts_and_conditions_are_checked() -> None:
    assert said(book(ALL.replace("inputs.id", "inputs.idd"))) == [("unknown-field", "idd")] * 3
    assert said(book(ALL.replace("inputs.count > 0", "inputs.count"))) == [("type-mismatch", "inputs.count")]
