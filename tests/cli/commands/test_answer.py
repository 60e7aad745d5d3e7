import pytest
from staying import QUESTION, Stay, report

from runbook.cli.exits import Exit
from runbook.interpreter.events import ChoiceMade
from runbook.runtime.person import this_person


@pytest.fixture
def run(stay: Stay) -> str:
    """The name of a run that asks."""
    done = stay.run(stay.play(QUESTION), "c-plain")
    assert done.returncode == Exit.PERSON, done.stderr
    run = stay.name
    assert f"runbook answer {run} confirm leave" in report(done)["next"]
    return run


def test_the_choice_is_recorded_with_its_author_and_the_run_goes_on(run: str, stay: Stay) -> None:
    done = stay.say("answer", run, "confirm", "go", "-o", "json")
    assert done.returncode == Exit.DONE, done.stderr
    assert ChoiceMade("confirm", "go", this_person()) in stay.events()
    assert stay.simulator.ledger.applied("cancel_case", "c-plain") == 1


def test_the_other_choice_leads_elsewhere(run: str, stay: Stay) -> None:
    assert stay.say("answer", run, "confirm", "leave").returncode == Exit.DONE
    assert stay.simulator.ledger.sent("cancel_case", "c-plain") == 0


@pytest.mark.parametrize(
    ("step", "choice", "said"),
    [
        ("confirm", "gone", 'did you mean "go"?'),
        ("confirm", "zzzzzz", "known here: go, leave"),
        ("confrm", "go", 'did you mean "confirm"?'),
        ("case", "go", "known here: confirm"),
    ],
)
def test_what_answers_nothing_is_refused_and_changes_nothing(
    step: str, choice: str, said: str, run: str, stay: Stay
) -> None:
    before = stay.events()
    done = stay.say("answer", run, step, choice)
    assert done.returncode == Exit.INVALID
    assert said in done.stderr
    assert stay.events() == before


def test_an_answered_question_is_not_open_any_more(run: str, stay: Stay) -> None:
    stay.say("answer", run, "confirm", "leave")
    done = stay.say("answer", run, "confirm", "go")
    assert done.returncode == Exit.INVALID
    assert "error[run-ended]" in done.stderr


def test_a_run_in_doubt_is_settled_first(in_doubt: Stay) -> None:
    done = in_doubt.say("answer", in_doubt.name, "case", "done")
    assert done.returncode == Exit.INVALID
    assert f"runbook settle {in_doubt.name} case" in done.stderr
