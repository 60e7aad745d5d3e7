from explained import ROWS, toy, why

from runbook.language.procedure import Origin, Row, Verb
from runbook.reporting.style import paint_plain
from runbook.reporting.why_text import Why, why_text
from tests.interpreter.building import LOST, says


def told(why: Why) -> str:
    return paint_plain(why_text(why))


def test_the_rows_before_the_one_that_matched_stand_above_it() -> None:
    said = told(why(toy(*ROWS), says(422, "late")))
    first, second, taken = (said.index(one) for one in ("✗ line 2", "✗ line 3", "✓ line 4"))
    assert first < second < taken
    assert "the answer is 422" in said
    assert 'other words (* is any text): the provider said "late"' in said
    assert "✗ default 1" in said
    assert '-> 422 "late"' in said


def test_the_row_that_matched_is_shown_where_it_stands() -> None:
    said = told(why(toy(*ROWS), says(422, "too late")))
    assert "--> play.yaml:3:5" in said
    assert '3 |   - { status: 422, message: "too *", then: stop }' in said
    assert "^^^^^" in said
    several = told(why(toy(*ROWS), says(422, "late")))
    assert "4 |   - status: 422\n" in several
    assert "6 |     then: tolerate\n" in several


def test_nothing_of_a_provider_or_a_playbook_reaches_the_terminal_raw() -> None:
    said = told(why(toy(*ROWS), says(422, "late")))
    assert "\x1b" not in said
    assert "\\x1b[2J fine" in said


def test_a_built_in_row_is_named_as_such() -> None:
    said = told(why(toy(*ROWS), says(200, body={"open": 1})))
    assert "✓ built in" in said
    assert "this row is the language's own" in said


def test_without_a_row_the_reason_is_told() -> None:
    of = toy(Row("no_answer", Verb.RETRY, "", Origin.STEP, None), ROWS[0])
    said = told(why(of, LOST, says(404)))
    assert "! no row took it -> settle: an earlier attempt got no answer" in said
    assert "other attempts: 1; see: runbook why r-1 a --attempt 1" in said
    assert "attempt 2 of 2" in said
    assert "it has not ended" in said


def test_a_skipped_step_shows_its_condition() -> None:
    said = told(why(toy(when="inputs.id == 'x'")))
    assert 'it was skipped, because its `when` did not hold: inputs.id was "t1"' in said
    assert "--> toy.yaml:1:1" in said


def test_drift_is_told_before_the_row_that_takes_it() -> None:
    of = toy(Row("422", Verb.STOP, "", Origin.STEP, None, message="late"))
    said = told(why(of, says(422, "new words")))
    assert "no row takes these words" in said
    assert "undeclared -> stop" in said
