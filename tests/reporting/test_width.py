from runbook.reporting.width import padded, width, wrapped


def test_wide_characters_take_two_columns_and_combining_marks_none() -> None:
    assert width("abc") == 3
    assert width("漢字") == 4
    assert width("e\u0301") == 1


def test_padding_counts_columns_not_characters() -> None:
    assert padded("漢", 4) == "漢  "
    assert padded("abcdef", 4) == "abcdef"


def test_wrapping_breaks_at_spaces_and_loses_nothing() -> None:
    assert wrapped("one two three", 8) == ["one two", "three"]
    assert wrapped("abcdefghij k", 4) == ["abcdefghij", "k"]
    assert wrapped("", 4) == [""]
    assert " ".join(wrapped("a  b c", 3)) == "a  b c"
