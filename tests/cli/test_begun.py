import pytest

from runbook.cli.begun import say_begun, say_planning
from runbook.cli.place import SIMULATED_URL, Place
from runbook.providers.contract import Server


def _place(url: str) -> Place:
    return Place("simulator", {}, {"karmacheck": Server(url, "simulator", production=False)})


def test_a_run_is_named_with_the_command_that_takes_it_up(capsys: pytest.CaptureFixture[str]) -> None:
    say_begun("r-1", _place("http://127.0.0.1:4711"))
    say_begun("r-1", _place("http://127.0.0.1:4711"), again=True)
    assert capsys.readouterr() == (
        "",
        "Started run r-1 in simulator at http://127.0.0.1:4711. If interrupted: runbook resume r-1\n"
        "Resumed run r-1 in simulator at http://127.0.0.1:4711. If interrupted: runbook resume r-1\n",
    )


def test_a_run_whose_simulator_ends_with_it_can_only_be_looked_at(capsys: pytest.CaptureFixture[str]) -> None:
    say_begun("r-1", _place(SIMULATED_URL))
    said = "Started run r-1 in simulator at http://127.0.0.1:…. If interrupted: runbook runs show r-1\n"
    assert capsys.readouterr().err == said


def test_a_plan_that_takes_long_says_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    say_planning(5000)
    assert capsys.readouterr() == ("", "planning: 5,000 states so far; nothing is sent yet\n")
