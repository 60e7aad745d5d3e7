import pytest

from runbook.cli.exits import Exit
from runbook.cli.persons_word import also_settled, choice, settlement
from runbook.cli.refusal import Refusal
from runbook.cli.resting import Resting
from runbook.frozen import replace
from runbook.interpreter.commands import Command, Inquire, Settle
from runbook.interpreter.events import Asked, ChoiceMade, EffectSettled, SameEffect
from runbook.runtime.person import this_person
from runbook.runtime.ports import Recorded

DOUBT = Settle("loop[1]", "no answer")
QUESTION = Inquire("pick", "which?", ("go", "leave"), 60.0, "leave")
PUT = Recorded(2, 1000.0, Asked("pick", "which?", ("go", "leave"), 60.0, "leave"))


def resting(*open_: Command, now: float = 1059.0) -> Resting:
    return Resting("r-1", [PUT], open_, now)


def test_what_is_said_of_something_open_is_an_event_with_its_author() -> None:
    assert settlement("loop[1]", happened=False, because="looked")(resting(DOUBT)) == EffectSettled(
        "loop[1]", False, this_person(), "looked"
    )
    assert choice("pick", "go")(resting(QUESTION)) == ChoiceMade("pick", "go", this_person())


@pytest.mark.parametrize(
    ("open_", "help"),
    [
        ([DOUBT], 'did you mean "loop[1]"?'),
        ([QUESTION], "runbook answer r-1"),
        ([], "runbook resume r-1"),
    ],
)
def test_what_is_not_in_doubt_cannot_be_settled(open_: list[Command], help: str) -> None:
    refusal = settlement("loop[2]", happened=True, because="x")(resting(*open_))
    assert isinstance(refusal, Refusal)
    assert refusal.findings[0].rule == "not-in-doubt"
    assert help in refusal.findings[0].help


@pytest.mark.parametrize(
    ("open_", "help"),
    [
        ([QUESTION], 'did you mean "pick"?'),
        ([DOUBT], "runbook settle r-1 'loop[1]' --happened"),
        ([], "runbook resume r-1"),
    ],
)
def test_what_does_not_ask_cannot_be_answered(open_: list[Command], help: str) -> None:
    refusal = choice("pikc", "go")(resting(*open_))
    assert isinstance(refusal, Refusal)
    assert (refusal.findings[0].rule, refusal.findings[0].message) == ("not-asked", "pikc asks nothing")
    assert help in refusal.findings[0].help


def test_a_question_that_was_answered_says_by_whom() -> None:
    made = Recorded(3, 1030.0, ChoiceMade("pick", "leave", "ada"))
    refusal = choice("pick", "go")(replace(resting(), recorded=[PUT, made]))
    assert isinstance(refusal, Refusal)
    assert refusal.findings[0].message == "pick asks nothing any more: ada chose leave on 1970-01-01 00:17:10Z"


def test_an_unknown_choice_is_refused() -> None:
    refusal = choice("pick", "goo")(resting(QUESTION))
    assert isinstance(refusal, Refusal)
    assert refusal.findings[0].rule == "unknown-choice"


def test_after_the_deadline_the_question_is_closed() -> None:
    refusal = choice("pick", "go")(resting(QUESTION, now=1060.0))
    assert isinstance(refusal, Refusal)
    assert refusal.exit is Exit.REFUSED
    (found,) = refusal.findings
    assert found.rule == "question-closed"
    assert found.message == ("the question of pick closed on 1970-01-01 00:17:40Z: its default leave counts as chosen")
    assert found.help == "nothing was recorded; let the run go on with leave: runbook resume r-1"


def test_a_word_on_an_effect_is_said_of_all_that_ask_for_it() -> None:
    happened = [SameEffect("loop[1]", "loop[0]", happened=False), SameEffect("loop[2]", "loop[0]", happened=False)]
    other, alike = Settle("case", "no answer"), Settle("loop[2]", "the same effect as loop[0]")
    rest = replace(resting(DOUBT, alike, other), recorded=[Recorded(n, 0.0, one) for n, one in enumerate(happened, 1)])
    said = EffectSettled("loop[1]", True, "ada", "they looked")
    because = "they looked (the same effect as loop[1])"
    assert also_settled(rest, said) == [EffectSettled("loop[2]", True, "ada", because)]
    assert also_settled(rest, ChoiceMade("pick", "go", "ada")) == []
