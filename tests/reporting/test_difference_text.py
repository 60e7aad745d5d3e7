from example_difference import CHANGED, SAME

from runbook.reporting.difference_text import difference_text
from runbook.reporting.style import paint_plain


def test_what_changed_is_told_for_a_terminal() -> None:
    said = paint_plain(difference_text(CHANGED))
    assert "b  toy.cancel  a: 200" in said
    assert "stop -> failed" in said
    assert "-> tolerate -> b" in said
    assert said.rstrip().endswith("4 answers now lead elsewhere")


def test_nothing_is_told_as_nothing() -> None:
    assert paint_plain(difference_text(SAME)).count("\n") == 3
