import json
from pathlib import Path

import jsonschema
from example_plan import plan

from runbook.reporting.plan_json import plan_json
from runbook.reporting.plan_text import Remark
from runbook.values.json_codec import write_json

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas/dry-run.schema.json").read_text())


def test_it_has_the_published_shape() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(plan_json(plan(), [Remark("proxy", "x")]))


def test_what_is_not_known_and_what_is_secret_have_names() -> None:
    text = write_json(plan_json(plan()))
    assert '{"$unknown": "steps.find.response.body.id"}' in text
    assert '"JWT": {"value": "KARMACHECK_TOKEN"}' in text
