from runbook.reporting.width import padded, width


def test_wide_characters_take_two_columns_and_combining_marks_none() -> None:
    assert width("abc") == 3
    assert width("漢字") == 4
    assert width("e\u0301") == 1


def test_padding_counts_columns_not_characters() -> None:
    assert padded("漢", 4) == "漢  "
    assert padded("abcdef", 4) == "abcdef"
