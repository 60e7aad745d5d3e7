import json
import os

import jsonschema
import pytest
from prepared import CASE, ROOT
from staying import Stay

from runbook.cli.commands.ledger import command
from runbook.cli.exits import Exit
from runbook.runtime.state import state_directory


def test_it_lists_what_runs_did_and_only_what_is_asked_for(stay: Stay) -> None:
    stay.run(CASE, "c-plain")
    done = stay.say("ledger", "-o", "json")
    said = json.loads(done.stdout)
    jsonschema.validate(said, json.loads((ROOT / "schemas/ledger.schema.json").read_text()))
    (effect,) = said
    assert (effect["run"], effect["operation"], effect["state"]) == (stay.name, "cancel_case", "happened")
    assert effect["path"] == "/case/id/c-plain/cancel"
    assert "no such effect" in stay.say("ledger", "--provider", "vault").stdout
    assert "/case/id/c-plain/cancel" in stay.say("ledger", "-e", "simulator").stdout


def test_without_a_ledger_nothing_happened_yet(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([], standalone_mode=False) == Exit.DONE
    assert capsys.readouterr().out == "no effects yet\n"


def test_a_damaged_ledger_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    state_directory(os.environ).joinpath("ledger.db").write_bytes(b"rubbish")
    assert command.main([], standalone_mode=False) == Exit.REFUSED
    assert "ledger" in capsys.readouterr().err
