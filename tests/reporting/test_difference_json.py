import json

import jsonschema
from example_difference import CHANGED, SAME

from runbook.documents.bundled import bundled
from runbook.reporting.difference_json import difference_json
from runbook.values.json_codec import write_json

SCHEMA = json.loads(bundled("difference.schema.json").text)


def test_it_has_the_shape_of_its_schema() -> None:
    for found in (CHANGED, SAME):
        jsonschema.Draft202012Validator(SCHEMA).validate(difference_json(found))


def test_the_roads_before_and_after_are_data() -> None:
    said = json.loads(write_json(difference_json(CHANGED)))
    assert said["opened"][0]["address"] == "b"
    turned = next(one for one in said["turns"] if one["status"] == "422")
    assert (turned["old"]["verb"], turned["new"]["verb"], turned["new"]["to"]) == ("stop", "tolerate", ["b"])
