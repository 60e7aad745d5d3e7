import json
from pathlib import Path

import jsonschema
import pytest
from explained import ROWS, toy, why

from runbook.language.procedure import Origin, Row, Verb
from runbook.reporting.why_json import why_json
from runbook.reporting.why_text import Why
from runbook.values.json_codec import write_json
from tests.interpreter.building import LOST, says

FOLDER = Path(__file__).parents[2] / "schemas"
SCHEMA = json.loads((FOLDER / "why.schema.json").read_text())
LOST_THEN_REFUSED = toy(Row("no_answer", Verb.RETRY, "", Origin.STEP, None), ROWS[0])


@pytest.mark.parametrize(
    "one",
    [
        why(toy(*ROWS), says(422, "late")),
        why(toy(*ROWS), says(200, body={"open": 0})),
        why(LOST_THEN_REFUSED, LOST, says(404)),
        why(toy(when="inputs.id == 'x'")),
        why(toy(Row("422", Verb.STOP, "", Origin.STEP, None, message="late")), says(422, "new words")),
    ],
)
def test_every_explanation_has_the_shape_of_its_schema(one: Why) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(write_json(why_json(one))))


def test_attempts_and_answers_look_as_in_a_report() -> None:
    report = json.loads((FOLDER / "report.schema.json").read_text())
    for name in ("attempt", "answer", "state", "verb"):
        assert SCHEMA["$defs"][name] == report["$defs"][name]


def test_machines_learn_what_spoke_against_each_row() -> None:
    said = json.loads(write_json(why_json(why(toy(*ROWS), says(422, "late")))))
    rows = said["routing"]["rows"]
    assert [row["against"] for row in rows] == ["status", "message", "status", None]
    assert [row["took"] for row in rows] == [False, False, False, True]
    assert (said["routing"]["row"], said["routing"]["verb"], rows[3]["place"]) == (3, "tolerate", "play.yaml:4:5")
    assert [one["said"] for one in said["followed"]] == ["done with notes: \x1b[2J fine"]
