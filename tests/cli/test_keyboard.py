import os
import pty

import pytest

from runbook.cli.keyboard import Keyboard


class Descriptor:
    """A standard input that only knows its number."""

    def __init__(self, number: int) -> None:
        self._number = number

    def fileno(self) -> int:
        return self._number


def test_a_line_is_read_when_it_is_there_and_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    monkeypatch.setattr("sys.stdin", Descriptor(theirs))
    assert Keyboard().line(0.0) is None
    os.write(ours, b" leave \n")
    assert Keyboard().line(5.0) == "leave"
    os.write(ours, b"\x04")
    assert Keyboard().line(5.0) == ""


def test_what_was_typed_before_the_question_does_not_answer_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    monkeypatch.setattr("sys.stdin", Descriptor(theirs))
    os.write(ours, b"go\n")
    Keyboard().forget()
    assert Keyboard().line(0.05) is None


def test_without_standard_input_nothing_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    Keyboard().forget()
    assert Keyboard().line(0.0) == ""
