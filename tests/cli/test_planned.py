import json
from pathlib import Path

import jsonschema
import pytest
from prepared import ROOT, prepared

from runbook.cli.exits import Exit
from runbook.cli.keyrings import profile_keyring
from runbook.cli.planned import planned_text, remarks_of, show_plan, show_with
from runbook.reporting.style import paint_plain
from runbook.runtime.profile import Profile
from runbook.runtime.secret_memory import SecretMemory

KEYRING = profile_keyring(Profile(Path()), SecretMemory())


def test_a_dry_run_needs_no_secret_and_is_the_payload(capsys: pytest.CaptureFixture[str]) -> None:
    assert show_plan(prepared(environment="stage"), "text") is Exit.DONE
    said = capsys.readouterr()
    assert "POST https://api-stage.karmacheck.io/case/id/c-91/cancel" in said.out
    assert said.err == ""


def test_for_machines_it_has_the_published_shape(capsys: pytest.CaptureFixture[str]) -> None:
    show_plan(prepared(), "json")
    schema = json.loads((ROOT / "schemas/dry-run.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(capsys.readouterr().out))


def test_the_same_plan_is_shown_with_any_keyring(capsys: pytest.CaptureFixture[str]) -> None:
    made = prepared(environment="stage")
    show_with(made, KEYRING, "text")
    assert capsys.readouterr().out == paint_plain(planned_text(made, KEYRING))
    assert remarks_of(made, KEYRING) == []
