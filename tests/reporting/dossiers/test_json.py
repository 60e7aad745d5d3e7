import json
from pathlib import Path

import jsonschema
import pytest
from example_dossiers import cut_off, dossier, everything, in_doubt, waiting

from runbook.frozen import replace
from runbook.interpreter.events import Event
from runbook.reporting.dossiers.json import render

SCHEMA = json.loads((Path(__file__).parents[3] / "schemas/report.schema.json").read_text())


@pytest.mark.parametrize("events", [everything(), waiting(), in_doubt(), cut_off()])
def test_every_run_has_the_shape_of_the_report(events: list[Event]) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(render(dossier(events))))


def test_what_people_said_and_what_was_planned_is_in_it() -> None:
    said = json.loads(render(dossier(everything())))
    steps = {step["address"]: step for step in said["steps"]}
    assert (said["by"], said["plan"]) == ("ann", "sha256:pp")
    assert steps["confirm"]["choices"][0]["by"] == "bob"
    assert steps["confirm"]["questions"][0]["default"] == "leave"
    assert steps["case"]["settled"][0]["by"] == "eve"
    assert [one["agreement"] for one in said["tally"]["requests"]][-2:] == ["equal", "not_planned"]
    assert said["tally"]["requests"][-1]["planned"] is None
    assert said["tally"]["holds"] is False


def test_without_a_tally_it_is_null() -> None:
    bare = replace(dossier(waiting()), tally=None)
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(render(bare)))
    assert json.loads(render(bare))["tally"] is None
