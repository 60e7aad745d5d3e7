import pytest
from example_dossiers import HOSTILE, cut_off, dossier, everything, in_doubt, many, waiting

from runbook.interpreter.events import Event
from runbook.reporting.dossiers import FORMATS
from runbook.reporting.dossiers.recognised import is_report


@pytest.mark.parametrize("events", [everything(), waiting(), in_doubt(), cut_off(), many(3)])
@pytest.mark.parametrize("format", list(FORMATS))
def test_every_report_of_ours_is_known_again(format: str, events: list[Event]) -> None:
    assert is_report(FORMATS[format](dossier(events)))


@pytest.mark.parametrize(
    "text",
    ["", "notes\n", "# Incident r-20261121-093012-7f3a\n", "<!doctype html>\n<title>r-1</title>\n", "{}\n", HOSTILE],
)
def test_nothing_else_is(text: str) -> None:
    assert not is_report(text)


def test_notes_below_a_report_are_somebodys() -> None:
    assert not is_report(FORMATS["markdown"](dossier(everything())) + "\nCalled them at 10.\n")
