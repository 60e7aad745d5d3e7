import json
from pathlib import Path

import jsonschema
from example_findings import found, raw_dangers

from runbook.reporting.findings.json import render
from runbook.reporting.style import paint_plain

SCHEMA = json.loads((Path(__file__).parents[3] / "schemas/findings.schema.json").read_text())


def test_the_document_has_the_published_shape() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(render(found(), paint_plain)))


def test_places_count_from_one() -> None:
    first = json.loads(render(found(), paint_plain))["findings"][0]
    assert first["place"] == {
        "file": "plays/a b:c.yaml",
        "line": 2,
        "column": 7,
        "end_line": 2,
        "end_column": 15,
    }


def test_hostile_text_is_inert_and_comes_back_whole() -> None:
    said = render(found(), paint_plain)
    assert said.isascii()
    assert not raw_dangers(said)
    assert "##vso[" not in said
    assert json.loads(said)["findings"][1]["message"] == found().diagnostics[1].message
