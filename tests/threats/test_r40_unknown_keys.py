"""R40: a key that nobody knows is an error with its place and the key that was probably meant."""

import re
from pathlib import Path

import pytest

from tests.threats.stage import API, PLAY, Stage

MISSPELT = {
    "runbook: 1": ("runboook: 1", "runbook"),
    "title: Cancel": ("titel: Cancel", "title"),
    "owner: ops": ("ownr: ops", "owner"),
    "inputs:": ("input:", "inputs"),
    "providers:": ("provider:", "providers"),
    "    contract:": ("    contrct:", "contract"),
    "    auth:": ("    auht:", "auth"),
    "steps:": ("step:", "steps"),
    "    for_each:": ("    foreach:", "for_each"),
    "    call:": ("    cal:", "call"),
    "    with:": ("    wiht:", "with"),
    "    timeout:": ("    time_out:", "timeout"),
    "    outcomes:": ("    outcome:", "outcomes"),
    "then: stop": ("than: stop", "then"),
    "because: refused": ("becuase: refused", "because"),
    "rescue:": ("rescu:", "rescue"),
    "to: ops": ("too: ops", "to"),
    "outputs:": ("output:", "outputs"),
    "text: { type": ("text: { typ", "type"),
}


@pytest.mark.parametrize("written", MISSPELT)
def test_a_misspelt_key_is_pointed_at_and_the_right_one_named(written: str, tmp_path: Path) -> None:
    wrong, meant = MISSPELT[written]
    assert written in PLAY
    stage = Stage(tmp_path, PLAY.replace(written, wrong, 1))
    done = stage.play("validate", str(tmp_path / "play.yaml"))
    assert done.code == 2, done.out
    line = next(number for number, text in enumerate(stage.play_text.splitlines(), 1) if wrong in text)
    assert re.search(rf"--> \S*play\.yaml:{line}:\d+", done.out), done.out
    assert f'"{meant}"' in done.out, done.out


def test_a_misspelt_key_of_our_extension_in_a_contract_is_pointed_at_too(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.write("api.yaml", API.replace("effect: irreversible", "efect: irreversible"))
    done = stage.play("validate", str(tmp_path / "play.yaml"))
    assert "efect" in done.out
    assert "effect" in done.out
    assert "api.yaml:" in done.out
