import json
import os
from pathlib import Path

import jsonschema
import pytest
from prepared import ROOT, prepared
from recorded import RUN, cut_off

from runbook.cli.closing import close
from runbook.cli.continuation import go_on
from runbook.cli.exits import Exit
from runbook.cli.late_word import LateWord
from runbook.cli.ledger_word import close_in_ledger
from runbook.cli.run_files import unreadable
from runbook.interpreter.events import RunEnded
from runbook.language.procedure import StepState
from runbook.runtime.journal_file import JournalError
from runbook.runtime.ledger_claims import Claim, add_claim
from runbook.runtime.ledger_file import ledger_path, open_ledger
from runbook.runtime.ledger_untold import ledger_notes
from runbook.runtime.run_list import list_runs
from runbook.runtime.state import runs_directory, state_directory


@pytest.fixture
def state() -> Path:
    """A state directory whose ledger knows what a run claimed at two steps."""
    place = state_directory(os.environ)
    connection = open_ledger(ledger_path(place), create=True)
    assert connection is not None
    for step in ("services", "case"):
        claim = Claim(f"sha256:{step}", "stage", "", "karmacheck", "cancel", "/x", RUN, step, "ada", 1.5)
        add_claim(connection, claim)
    connection.commit()
    connection.close()
    runs_directory(place)
    return place


def settle(step: str, output: str = "text") -> int:
    return go_on(RUN, (), output, late=LateWord(step, True, "they show it"))


def test_without_a_journal_the_ledger_takes_the_word(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert settle("services") == Exit.IN_DOUBT
    said = capsys.readouterr()
    assert "they show it" in said.out
    assert f"recorded in the ledger, since the journal of {RUN} cannot tell; nothing was sent" in said.err
    assert settle("case", "json") == Exit.DONE
    schema = json.loads((ROOT / "schemas/ledger.schema.json").read_text())
    effects = json.loads(capsys.readouterr().out)
    jsonschema.validate(effects, schema)
    assert [one["state"] for one in effects] == ["happened", "happened"]
    assert ledger_notes(state).doubts(RUN) == ()


def test_a_step_that_the_ledger_does_not_know_is_refused_with_those_that_it_does(
    state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert settle("cas") == Exit.IN_DOUBT
    said = " ".join(capsys.readouterr().err.split())
    assert f"runbook settle {RUN} services --happened --because TEXT" in said
    assert len(ledger_notes(state).doubts(RUN)) == 2


def test_what_is_settled_is_not_said_to_be_unknown(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settle("services")
    settle("case")
    assert settle("case") == Exit.INVALID
    assert "nothing of it is in doubt" in " ".join(capsys.readouterr().err.split())


def test_a_run_that_is_over_and_lost_an_attempt_takes_the_word_too(state: Path) -> None:
    cut_off(prepared(), RunEnded("", StepState.HANDED_OVER, "no such case", {}))
    assert settle("services") == Exit.IN_DOUBT
    assert [claim.address for claim in ledger_notes(state).doubts(RUN)] == ["case"]


@pytest.mark.parametrize("left", ["rubbish", "nothing"])
def test_a_run_that_cannot_be_read_is_closed_in_the_ledger(
    left: str, state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if left == "rubbish":
        (state / "runs" / f"{RUN}.db").write_bytes(b"rubbish")
    assert close(RUN, "by hand", "text") == Exit.DONE
    assert "2 effects of it stay in doubt in the ledger; nothing was sent" in capsys.readouterr().err
    assert close(RUN, "again", "json") == Exit.DONE
    said = capsys.readouterr()
    assert ("was closed before, by" in said.err, said.out) == (True, "null\n")
    word = ledger_notes(state).given_up(RUN)
    assert word is not None
    assert word.because == "by hand"
    assert list_runs(state / "runs") == [] or left == "rubbish"


def test_a_run_that_never_was_is_not_closed(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert close("r-20990101-000000-0000", "x", "text") == Exit.INVALID
    assert "unknown-run" in capsys.readouterr().err


def test_a_ledger_that_cannot_be_read_takes_no_word(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger_path(state).write_bytes(b"rubbish")
    assert settle("case") != Exit.DONE
    assert close(RUN, "x", "text") != Exit.DONE


def test_a_run_that_can_be_read_is_neither_closed_nor_settled_there_while_its_journal_cannot_be_written(
    state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cut_off(prepared())
    found = unreadable(RUN, JournalError(state, "cannot be written: No space left on device"), state / "runs")
    assert found.exit is Exit.REFUSED
    assert "mend that, then say it again" in found.findings[0].help
    assert close_in_ledger(RUN, "x", found, "text") == Exit.REFUSED
    assert ledger_notes(state).given_up(RUN) is None
