"""A run beside the ledger, from the first request to what is said at the end."""

import json
import os
from pathlib import Path

import pytest
from prepared import prepared
from staying import Stay

from runbook.cli.carry_out import carry_out
from runbook.cli.claiming import allowance
from runbook.cli.exits import Exit
from runbook.cli.preparation import Prepared
from runbook.frozen import replace
from runbook.runtime.journal_contents import read_journal
from runbook.runtime.run_list import list_runs
from runbook.runtime.state import runs_directory, state_directory


def at(stay: Stay, case: str = "c-plain", *, again: bool = False) -> Prepared:
    made = prepared(f"case_id={case}", servers=(f"kc={stay.simulator.servers['karmacheck']}",))
    return replace(made, again=again)


def newest() -> Path:
    return list_runs(runs_directory(state_directory(os.environ)))[0].path


def test_what_was_done_is_not_done_again_and_a_run_of_it_does_not_even_begin(
    stay: Stay, capsys: pytest.CaptureFixture[str]
) -> None:
    assert carry_out(at(stay), "text", yes=False) == Exit.DONE
    first = newest()
    capsys.readouterr()
    assert carry_out(at(stay), "text", yes=False) == Exit.REFUSED
    said = capsys.readouterr()
    assert said.out == ""
    assert f"run {first.stem} by" in said.err
    assert "to rehearse it again: say --again" in said.err
    assert newest() == first
    assert stay.simulator.ledger.sent("cancel_case", "c-plain") == 1


def test_again_sends_it_once_more_and_says_and_records_so(stay: Stay, capsys: pytest.CaptureFixture[str]) -> None:
    carry_out(at(stay), "text", yes=False)
    first = newest().stem
    capsys.readouterr()
    stay.simulator.reset()
    assert carry_out(at(stay, again=True), "text", yes=False) == Exit.DONE
    assert "case was sent once more (--again); done before: " in (said := capsys.readouterr().err)
    assert first in said
    kept = [source.text for source in read_journal(newest()).documents.values() if source.name == "again"]
    assert [json.loads(text)["again"] for text in kept] == [True]
    assert stay.simulator.ledger.sent("cancel_case", "c-plain") == 1


def test_again_sends_nothing_where_a_read_before_it_shows_that_it_is_so(
    stay: Stay, capsys: pytest.CaptureFixture[str]
) -> None:
    carry_out(at(stay), "text", yes=False)
    capsys.readouterr()
    assert carry_out(at(stay, again=True), "text", yes=False) == Exit.DONE
    said = capsys.readouterr()
    assert "already so" in said.out
    assert "once more" not in said.err
    assert stay.simulator.ledger.sent("cancel_case", "c-plain") == 1


def test_a_run_that_learns_at_the_send_that_another_was_first_sends_nothing(
    stay: Stay, capsys: pytest.CaptureFixture[str]
) -> None:
    late = at(stay)
    carry_out(at(stay), "text", yes=False)
    stay.simulator.reset()
    assert carry_out(late, "text", yes=False) == Exit.REFUSED
    said = capsys.readouterr().err
    assert f"runbook resume {newest().stem} --again" in said
    assert stay.simulator.ledger.sent("cancel_case", "c-plain") == 0


def test_a_run_that_is_late_and_reads_that_it_is_so_needs_no_word_and_sends_nothing(
    stay: Stay, capsys: pytest.CaptureFixture[str]
) -> None:
    late = at(stay)
    carry_out(at(stay), "text", yes=False)
    capsys.readouterr()
    assert carry_out(late, "text", yes=False) == Exit.DONE
    assert "already so" in capsys.readouterr().out
    assert stay.simulator.ledger.sent("cancel_case", "c-plain") == 1


def test_a_refusal_by_the_provider_leaves_nothing_to_repeat(stay: Stay) -> None:
    assert carry_out(at(stay, "c-started"), "text", yes=False) == Exit.PERSON
    assert carry_out(at(stay, "c-started"), "text", yes=False) == Exit.PERSON
    assert stay.simulator.ledger.sent("cancel_case", "c-started") == 2


def test_nothing_is_sent_where_the_read_before_it_is_refused(stay: Stay) -> None:
    assert carry_out(at(stay, "c-unknown"), "text", yes=False) == Exit.PERSON
    assert stay.simulator.ledger.sent("cancel_case", "c-unknown") == 0


def test_the_simulator_inside_a_run_forgets_and_leaves_no_ledger() -> None:
    for _ in range(2):
        assert carry_out(prepared("case_id=c-plain"), "text", yes=False) == Exit.DONE
    assert not (state_directory(os.environ) / "ledger.db").exists()


@pytest.mark.parametrize("damage", ["rubbish", "link", "directory"])
def test_without_a_ledger_that_can_be_trusted_nothing_is_sent(
    stay: Stay, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = state_directory(os.environ) / "ledger.db"
    late = at(stay)
    match damage:
        case "rubbish":
            ledger.write_bytes(b"rubbish")
        case "link":
            ledger.symlink_to("/dev/null")
        case _:
            ledger.mkdir()
    for run in (late, at(stay), at(stay, again=True)):
        assert carry_out(run, "text", yes=False) == Exit.REFUSED
        assert "the ledger " in capsys.readouterr().err
    assert stay.simulator.ledger.sent("cancel_case", "c-plain") == 0


def test_who_allowed_it_is_recorded_only_when_somebody_did(stay: Stay) -> None:
    assert allowance(at(stay), 1.0) == []
    (said,) = allowance(at(stay, again=True), 1.0)
    assert json.loads(said.text)["at"] == 1.0
