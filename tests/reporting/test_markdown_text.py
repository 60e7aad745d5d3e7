from runbook.reporting.markdown_text import markdown_text
from runbook.reporting.style import paint_plain


def test_examples_are_indented_and_their_fences_go() -> None:
    text = "A line.\n\nBad:\n\n```yaml\na: 1\n  b: 2\n```\n\nMore.\n"
    assert paint_plain(markdown_text(text)) == "A line.\n\nBad:\n\n    a: 1\n      b: 2\n\nMore.\n"
