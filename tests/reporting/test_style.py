from runbook.reporting.style import Piece, Role, indented, line, paint_ansi, paint_plain


def test_plain_text_has_no_roles_and_no_trailing_spaces() -> None:
    assert paint_plain([line("a ", Piece("b", Role.ERROR), "  "), ()]) == "a b\n\n"


def test_a_terminal_gets_colours_that_are_closed_again() -> None:
    assert paint_ansi([line("a ", Piece("b", Role.ERROR))]) == "a \x1b[1;31mb\x1b[0m\n"


def test_a_line_break_in_data_never_starts_a_line() -> None:
    assert paint_plain([line("said: x\n::error::y")]) == "said: x\\n::error::y\n"
    assert "\x1b[2J" not in paint_ansi([line(Piece("\x1b[2J", Role.OK))])


def test_pieces_that_join_to_a_ci_command_lose_it_in_colour_too() -> None:
    joined = [line(Piece(":", Role.OK), Piece(":error::x", Role.DIM))]
    assert paint_plain(joined) == "\\x3a:error::x\n"
    assert paint_ansi(joined) == "\\x3a:error::x\n"


def test_indenting_leaves_empty_lines_empty() -> None:
    assert paint_plain(indented([line("a"), ()], 2)) == "  a\n\n"
