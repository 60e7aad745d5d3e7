import json

from runbook.language.procedure import StepState
from runbook.reporting.runs_text import RunLine, runs_json, runs_text
from runbook.reporting.style import paint_plain
from runbook.values.json_codec import write_json

RUNS = [
    RunLine("r-3", "cancel", "stage", 1772357400.0, None, True, ""),
    RunLine("r-2", "cancel-case", "prod", 1772357400.0, StepState.HANDED_OVER, False, "no such case\x1b[2J"),
    RunLine("r-1", "", "", None, None, False, "", "record 3 was changed"),
]


def test_runs_stand_in_columns_with_their_state() -> None:
    assert paint_plain(runs_text(RUNS)) == (
        "▸ r-3  2026-03-01 09:30:00Z  cancel       stage  running\n"
        "→ r-2  2026-03-01 09:30:00Z  cancel-case  prod   handed over: no such case\\x1b[2J\n"
        "! r-1                                            cannot be read: record 3 was changed\n"
    )


def test_an_open_run_stands_with_the_command_that_lets_it_go_on() -> None:
    open_ = RunLine("r-4", "x", "stage", 0.0, None, False, "", next=("runbook resume r-4",))
    assert paint_plain(runs_text([open_])).endswith("not finished\n    runbook resume r-4\n")


def test_no_runs_are_said() -> None:
    assert paint_plain(runs_text([], whole=False)) == "no runs in that state\n"
    assert paint_plain(runs_text([])) == "no runs yet\n"


def test_for_machines_each_run_is_an_object() -> None:
    said = json.loads(write_json(runs_json(RUNS)))
    assert [(one["run"], one["state"], one["running"], one["trouble"]) for one in said] == [
        ("r-3", None, True, ""),
        ("r-2", "handed_over", False, ""),
        ("r-1", None, False, "record 3 was changed"),
    ]


def test_that_it_cannot_be_read_is_said_once() -> None:
    said = paint_plain(runs_text([RunLine("r-1", "", "", None, None, False, "", "cannot be read now: disk I/O error")]))
    assert said.splitlines()[0].endswith("cannot be read: disk I/O error")
