import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from runbook.reporting.escape import escape_of, inert_line, shortened, visible


def test_printable_text_stays_as_it_is() -> None:
    assert visible("Überprüfung 漢字 · ok") == "Überprüfung 漢字 · ok"


def test_what_a_terminal_would_obey_stands_as_an_escape() -> None:
    assert visible("a\x1b[2Jb\r\n\x9b\u202e\u2028\ufeff\U000e0001") == (
        "a\\x1b[2Jb\\r\\n\\x9b\\u202e\\u2028\\ufeff\\U000e0001"
    )
    assert escape_of("\t") == "\\t"


@given(st.text())
@settings(deadline=None)
def test_no_control_bidi_or_separator_character_ever_passes(text: str) -> None:
    allowed = visible(text)
    assert not [one for one in allowed if unicodedata.category(one) in ("Cc", "Cf", "Cs", "Zl", "Zp")]


def test_no_ci_system_reads_a_command() -> None:
    assert inert_line("  ::set-env name=a::b") == "  \\x3a:set-env name=a::b"
    assert inert_line("x ##vso[task.setvariable]") == "x \\x23#vso[task.setvariable]"
    assert inert_line("##[error]") == "\\x23#[error]"
    assert inert_line("##teamcity[x]") == "\\x23#teamcity[x]"


def test_an_ordinary_line_is_not_changed() -> None:
    assert inert_line("a::b ## heading") == "a::b ## heading"


def test_long_text_is_cut_with_an_ellipsis() -> None:
    assert shortened("abcdef", 4) == "abc…"
    assert shortened("abcd", 4) == "abcd"
