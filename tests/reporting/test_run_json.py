import json
from pathlib import Path

import jsonschema
import pytest
from example_run import doubtful_run, fallback_run, handed_over_run, killed_run, retried_run, timed

from runbook.reporting.fold import fold
from runbook.reporting.run_json import run_json

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas/report.schema.json").read_text())


@pytest.mark.parametrize("run", [fallback_run, handed_over_run, doubtful_run, killed_run, retried_run])
def test_every_report_has_the_published_shape(run) -> None:  # type: ignore[no-untyped-def]
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    report = fold(timed(run()))
    assert report is not None
    jsonschema.Draft202012Validator(SCHEMA).validate(run_json(report))


def test_a_machine_can_read_what_is_in_doubt() -> None:
    report = fold(timed(doubtful_run()))
    assert report is not None
    said = run_json(report)
    assert isinstance(said, dict)
    assert said["state"] == "in_doubt"
    assert said["totals"]["in_doubt"] == 1  # type: ignore[index,call-overload]
