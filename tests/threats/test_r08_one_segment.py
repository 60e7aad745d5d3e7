"""R8: a path parameter is one percent-encoded segment; dots, blanks and controls are refused before any request."""

import json
from pathlib import Path
from urllib.parse import unquote

import pytest

from runbook.simulator.server import Simulator
from tests.threats.hostile_values import CONTROL, PERCENT, TRAVERSAL, URLS
from tests.threats.stage import ROOT, Stage, some

PLAY = """\
runbook: 1
name: cancel-anything
title: Cancel whatever this is
owner: ops
effect: irreversible
inputs:
  case_id: { type: string }
providers:
  kc:
    contract: karmacheck
    auth: { JWT: secrets.KARMACHECK_TOKEN }
steps:
  - id: case
    call: kc.cancel_case
    with: { caseId: "{{ inputs.case_id }}" }
    outcomes:
      - { status: 404, then: tolerate, because: no such case }
      - { status: 422, message: "*", then: stop, because: refused, undeclared: true }
    verify: { call: kc.get_case, with: { caseId: "{{ inputs.case_id }}" }, holds: response.body.cases | length > 0 }
rescue:
  - { id: hand_over, handover: { to: ops, note: over } }
"""
HOSTILE = tuple(dict.fromkeys((*TRAVERSAL, *URLS, *PERCENT, *CONTROL)))
MUST_BE_REFUSED = (
    "",
    " ",
    ".",
    "..",
    "\t",
    "\n",
    "\r\n",
    "\x00",
    "a\r\nHost: evil.example",
    "\u2028",
    "\u3000",
    "\x85",
)


@pytest.fixture
def simulator():
    with Simulator() as running:
        yield running


@pytest.mark.parametrize("values", [HOSTILE[start::6] for start in range(6)], ids=range(6))
def test_the_simulator_sees_each_id_as_one_segment_or_not_at_all(
    values: tuple[str, ...], tmp_path: Path, simulator: Simulator
) -> None:
    stage = Stage(tmp_path, PLAY)
    server = simulator.servers["karmacheck"]
    for value in some(values, 3):
        before = len(simulator.ledger.entries())
        given = stage.write("given.json", json.dumps({"case_id": value}))
        arguments = ["run", str(tmp_path / "play.yaml"), "-e", "simulator", "--server", f"kc={server}"]
        done = stage.play(*arguments, "--inputs", str(given))
        entries = simulator.ledger.entries()[before:]
        if done.code == 2:
            assert entries == ()
            continue
        assert done.code == 0, (value, done.out, done.err)
        (entry,) = entries
        root, case, by, id, cancel = entry.path.split("/")
        assert (entry.method, root, case, by, cancel) == ("POST", "", "case", "id", "cancel")
        assert unquote(id, errors="strict") == value
        assert (entry.operation, entry.key, entry.status, entry.violation) == ("cancel_case", value, 404, "")


@pytest.mark.parametrize("value", MUST_BE_REFUSED, ids=ascii)
def test_what_could_change_the_path_is_refused_before_any_request(
    value: str, tmp_path: Path, simulator: Simulator
) -> None:
    stage = Stage(tmp_path, PLAY)
    given = stage.write("given.json", json.dumps({"case_id": value}))
    server = simulator.servers["karmacheck"]
    arguments = ["run", str(tmp_path / "play.yaml"), "-e", "simulator", "--server", f"kc={server}"]
    for mode in ([], ["--dry-run"]):
        done = stage.play(*arguments, "--inputs", str(given), *mode)
        assert done.code == 2
        assert "caseId" in done.err or 'the input "case_id"' in done.err
    assert simulator.ledger.entries() == ()
    assert stage.journals() == []


@pytest.mark.parametrize("value", MUST_BE_REFUSED[:5], ids=ascii)
def test_a_shipped_playbook_refuses_it_by_its_own_pattern(value: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    case = str(ROOT / "playbooks/karmacheck/cancel-case.yaml")
    done = stage.play("run", case, "-e", "simulator", "-i", f"case_id={value}")
    assert done.code == 2
    assert "case_id" in done.err
