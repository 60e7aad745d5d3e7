import pytest

from runbook.cli.persons_word import choice, settlement
from runbook.cli.refusal import Refusal
from runbook.interpreter.commands import Command, Inquire, Settle
from runbook.interpreter.events import ChoiceMade, EffectSettled
from runbook.runtime.person import this_person

DOUBT = Settle("loop[1]", "no answer")
QUESTION = Inquire("pick", "which?", ("go", "leave"), None, None)


def test_what_is_said_of_something_open_is_an_event_with_its_author() -> None:
    assert settlement("loop[1]", happened=False, because="looked")("r-1", [DOUBT]) == EffectSettled(
        "loop[1]", False, this_person(), "looked"
    )
    assert choice("pick", "go")("r-1", [QUESTION]) == ChoiceMade("pick", "go", this_person())


@pytest.mark.parametrize(
    ("open_", "help"),
    [
        ([DOUBT], 'did you mean "loop[1]"?'),
        ([QUESTION], "runbook answer r-1"),
        ([], "runbook resume r-1"),
    ],
)
def test_what_is_not_in_doubt_cannot_be_settled(open_: list[Command], help: str) -> None:
    refusal = settlement("loop[2]", happened=True, because="x")("r-1", open_)
    assert isinstance(refusal, Refusal)
    assert refusal.findings[0].rule == "not-in-doubt"
    assert help in refusal.findings[0].help


@pytest.mark.parametrize(
    ("open_", "help"),
    [([QUESTION], 'did you mean "pick"?'), ([DOUBT], "runbook settle r-1 loop[1]"), ([], "runbook resume r-1")],
)
def test_what_does_not_ask_cannot_be_answered(open_: list[Command], help: str) -> None:
    refusal = choice("pikc", "go")("r-1", open_)
    assert isinstance(refusal, Refusal)
    assert refusal.findings[0].rule == "not-asked"
    assert help in refusal.findings[0].help


def test_an_unknown_choice_is_refused() -> None:
    refusal = choice("pick", "goo")("r-1", [QUESTION])
    assert isinstance(refusal, Refusal)
    assert refusal.findings[0].rule == "unknown-choice"
