import io

import pytest

from runbook.cli import show
from runbook.reporting.style import Piece, Role, line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Broken(io.StringIO):
    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device")


def test_payload_and_words_go_their_own_ways(capsys: pytest.CaptureFixture[str]) -> None:
    show.payload("a\n")
    show.words("b\n")
    said = capsys.readouterr()
    assert (said.out, said.err) == ("a\n", "b\n")


def test_colours_are_for_terminals_that_want_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    text = [line(Piece("x", Role.OK))]
    assert show.paint_for(Terminal())(text) != show.paint_for(io.StringIO())(text)
    monkeypatch.setenv("NO_COLOR", "1")
    assert show.paint_for(Terminal())(text) == "x\n"


def test_a_stream_that_cannot_be_written_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout", Broken())
    show.payload("lost\n")
    assert capsys.readouterr().err == "could not write to standard output: No space left on device\n"


def test_no_stream_at_all_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", None)
    show.payload("nowhere\n")
    assert show.paint_for(None)([line("x")]) == "x\n"


def test_marks_are_plain_where_the_encoding_has_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="backslashreplace")
    monkeypatch.setattr("sys.stdout", stream)
    show.payload("✓ done · 漢\n")
    stream.flush()
    assert stream.buffer.getvalue() == b"+ done - \\u6f22\n"  # type: ignore[attr-defined]
