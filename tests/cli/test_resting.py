from runbook.cli.resting import Resting
from runbook.interpreter.commands import Inquire, Send
from runbook.interpreter.events import Asked, ChoiceMade
from runbook.language.procedure import Ask, Question
from runbook.runtime.ports import Recorded
from tests.interpreter.building import call, procedure, started, step

PROCEDURE = procedure(
    step("sure", Ask(Question("go on?", ("go", "leave"), 60.0, "go")), keeps=["choice"]),
    step("a", call(), when="steps.sure.choice == 'go'"),
)
QUESTION = Inquire("sure", "go on?", ("go", "leave"), 60.0, "go")
ASKED = [Recorded(1, 990.0, started()), Recorded(2, 1000.0, Asked("sure", "go on?", ("go", "leave"), 60.0, "go"))]


def at(now: float) -> Resting:
    return Resting("r-1", ASKED, [QUESTION], now)


def test_a_question_closes_its_deadline_after_it_was_put() -> None:
    assert at(1010.0).closes(QUESTION) == 1060.0
    assert [at(now).is_closed(QUESTION) for now in (1000.0, 1059.9, 1060.0, -1e9)] == [False, False, True, False]
    assert not at(9999.0).is_closed(Inquire("sure", "go on?", ("go",), None, None))


def test_what_comes_next_follows_from_what_is_said_and_from_closed_questions() -> None:
    assert at(1010.0).ahead(PROCEDURE, [])[1] == (QUESTION,)
    assert at(1010.0).ahead(PROCEDURE, [ChoiceMade("sure", "leave", "ada")])[1] == ()
    _, (send,) = at(1060.0).ahead(PROCEDURE, [])
    assert isinstance(send, Send)


def test_the_last_answer_there_is_remembered() -> None:
    made = ChoiceMade("sure", "leave", None)
    assert Resting("r-1", [*ASKED, Recorded(3, 1060.0, made)], [], 2000.0).answered("sure") == (1060.0, made)
    assert at(2000.0).answered("sure") is None
