"""A terminal gets lines that fit, and commands that can be copied whole."""

import pytest

from runbook.reporting.folded import folded
from runbook.reporting.style import Piece, Role, line, paint_plain

COMMAND = "runbook settle r-20261201-052058-ea27 case --did-not-happen --because TEXT"


def said(text: str, columns: int = 40) -> list[str]:
    return paint_plain(folded([line(text)], columns)).splitlines()


def test_a_line_that_fits_stays_and_one_that_does_not_is_broken_between_words() -> None:
    assert said("x" * 40) == ["x" * 40]
    assert said("one two three four five six seven eight nine") == [
        "one two three four five six seven eight",
        "  nine",
    ]


@pytest.mark.parametrize(
    ("head", "margin"), [("    ", 6), ("   = help: ", 11), ("  next: ", 8), ("? ", 2), ("    ? ", 6), ("", 2)]
)
def test_the_rest_stands_below_the_words(head: str, margin: int) -> None:
    first, *others = said(f"{head}{'word ' * 12}")
    assert first.startswith(head + "word")
    assert {len(one) - len(one.lstrip()) for one in others} == {margin}


def test_a_command_is_never_broken() -> None:
    assert said(f"  next: {COMMAND}") == ["  next:", f"        {COMMAND}"]
    assert said(f"look it up with the provider: {COMMAND}; then go on") == [
        "look it up with the provider:",
        f"  {COMMAND}",
        "  ; then go on",
    ]


def test_what_stands_in_it_stays_the_same_and_keeps_its_role() -> None:
    text = line(Piece("in doubt ", Role.ERROR), "whether  two blanks and\na line break of the provider's are kept here")
    lines = folded([text], 40)
    pieces = [piece for one in lines for piece in one if piece.text.strip()]
    assert " ".join(piece.text.strip(" ") for piece in pieces).split() == "".join(piece.text for piece in text).split()
    assert "whether  " in [piece.text for piece in pieces]
    assert [piece.role for piece in pieces][:3] == [Role.ERROR, Role.ERROR, Role.PLAIN]
    assert len(paint_plain(lines).splitlines()) == len(lines)


def test_a_word_longer_than_a_line_and_the_lines_of_a_frame_stay_whole() -> None:
    assert said("x" * 90) == ["x" * 90]
    excerpt = '41 |       - { status: 422, message: "Unable to cancel the case.", then: ask }'
    assert said(excerpt) == [excerpt]
    assert said("one two " * 20, columns=20) == [("one two " * 20).rstrip()]
