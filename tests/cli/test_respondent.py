import io

import pytest

from runbook.cli.respondent import NobodyThere, TerminalRespondent, is_person_there, read_line
from runbook.interpreter.commands import Inquire
from runbook.runtime.person import this_person

QUESTION = Inquire("case", "cancel it all the same?\x1b[2J", ("yes", "no"), None, None)


def test_a_wrong_choice_is_asked_again(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("maybe\nno\n"))
    made = TerminalRespondent().inquire(QUESTION)
    assert made is not None
    assert (made.address, made.choice, made.by) == ("case", "no", this_person())
    said = capsys.readouterr().err
    assert said.count("your choice") == 2
    assert "\x1b" not in said


@pytest.mark.parametrize("typed", ["", "\n"])
def test_no_choice_leaves_the_question_open(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert TerminalRespondent().inquire(QUESTION) is None
    assert NobodyThere().inquire(QUESTION) is None


def test_a_pipe_is_no_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("x"))
    assert not is_person_there()


def test_without_standard_input_nothing_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert read_line("? ") == ""
