from example_dossiers import ROWS, dossier, everything

from runbook.interpreter.events import Purpose
from runbook.reporting.dossiers import FORMATS
from tests.house.tree import PACKAGE

PARTS = {"__init__", "dossier", "entries", "recognised", "sent", "summary"}
"""Modules that are no format."""


def test_folder_and_table_agree() -> None:
    folder = {path.stem for path in (PACKAGE / "reporting" / "dossiers").glob("*.py")}
    assert folder - PARTS == set(FORMATS)


def test_an_attempt_knows_the_row_that_took_its_answer() -> None:
    of = dossier(everything())
    steps = {step.address: step for step in of.report.walk()}
    fallback = steps["services"].attempts[0]
    lost, done, read = steps["services/one[0]"].attempts
    assert of.row_of("services", fallback) is ROWS[0]
    assert of.row_of("services/one[0]", lost) is None
    assert of.row_of("services/one[0]", done) is ROWS[1]
    assert read.purpose is Purpose.VERIFY
    assert of.row_of("services/one[0]", read) is None
    assert of.row_of("elsewhere", fallback) is None


def test_every_format_takes_every_run() -> None:
    from example_dossiers import cut_off, in_doubt, many, started, waiting

    for events in (everything(), waiting(), in_doubt(), cut_off(), many(30), [started()]):
        for render in FORMATS.values():
            assert render(dossier(events)).endswith("\n")
