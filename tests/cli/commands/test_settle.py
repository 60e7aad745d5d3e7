import pytest
from prepared import CASE
from staying import LOST, QUESTION, Stay, report

from runbook.cli.exits import Exit
from runbook.interpreter.events import EffectSettled
from runbook.runtime.person import this_person


@pytest.fixture
def stay(in_doubt: Stay) -> Stay:
    """Where a run is in doubt."""
    return in_doubt


@pytest.fixture
def run(stay: Stay) -> str:
    """Its name."""
    return stay.name


def test_the_commands_that_settle_it_are_told(run: str, stay: Stay) -> None:
    shown = report(stay.say("runs", "show", run, "-o", "json"))["next"]
    assert f"runbook settle {run} case --did-not-happen --because TEXT" in shown  # type: ignore[operator]


def test_that_it_happened_lets_the_next_step_run(run: str, stay: Stay) -> None:
    done = stay.say("settle", run, "case", "--happened", "--because", "seen in their console", "-o", "json")
    assert done.returncode == Exit.DONE, done.stderr
    (settled,) = [one for one in stay.events() if isinstance(one, EffectSettled)]
    assert settled == EffectSettled("case", True, this_person(), "seen in their console")
    assert [step["state"] for step in report(done)["steps"]] == ["done", "done"]
    assert stay.simulator.ledger.sent("cancel_case", LOST) == 1


def test_that_it_did_not_happen_hands_the_item_over_and_sends_nothing_again(run: str, stay: Stay) -> None:
    done = stay.say("settle", run, "case", "--did-not-happen", "--because", "they looked", "-o", "json")
    assert done.returncode == Exit.PERSON, done.stderr
    assert report(done)["state"] == "handed_over"
    assert stay.simulator.ledger.sent("cancel_case", LOST) == 1


@pytest.mark.parametrize(
    "said",
    [
        ["cas", "--happened", "--because", "x"],
        ["after", "--happened", "--because", "x"],
        ["case", "--happened"],
        ["case", "--because", "x"],
        ["case", "--happened", "--did-not-happen", "--because", "x"],
        ["case", "--happened", "--because", " "],
    ],
    ids=" ".join,
)
def test_what_settles_nothing_is_refused_and_changes_nothing(said: list[str], run: str, stay: Stay) -> None:
    before = stay.events()
    done = stay.say("settle", run, *said)
    assert done.returncode == Exit.INVALID
    assert "error[" in done.stderr
    assert stay.events() == before


def test_a_misspelt_step_is_suggested(run: str, stay: Stay) -> None:
    assert 'did you mean "case"?' in stay.say("settle", run, "cse", "--happened", "--because", "x").stderr


def test_resume_leaves_a_doubt_as_it_is(run: str, stay: Stay) -> None:
    assert stay.say("resume", run).returncode == Exit.IN_DOUBT
    assert stay.simulator.ledger.sent("cancel_case", LOST) == 1


def test_a_run_that_waits_is_not_in_doubt(stay: Stay) -> None:
    stay.run(stay.play(QUESTION), "c-plain")
    done = stay.say("settle", stay.name, "confirm", "--happened", "--because", "x")
    assert done.returncode == Exit.INVALID
    assert f"runbook answer {stay.name}" in done.stderr


def test_what_did_not_happen_others_may_do_and_what_did_they_may_not(run: str, stay: Stay) -> None:
    dry = [*stay.arguments(CASE, LOST), "--dry-run"]
    doubtful = stay.say(*dry)
    assert doubtful.returncode == Exit.REFUSED
    (repeat,) = report(doubtful)["repeats"]
    assert (repeat["run"], repeat["in_doubt"]) == (run, True)
    stay.say("settle", run, "case", "--did-not-happen", "--because", "they looked")
    free = stay.say(*dry)
    assert (free.returncode, report(free)["repeats"]) == (Exit.DONE, [])
