"""R25: no contract, overlay or `--server` makes a host the simulator, and the simulator gets no secret of anybody."""

from pathlib import Path

import pytest

from tests.runtime.servers import answers, response, serving
from tests.threats.stage import API, CANARY, PLAY, Stage

OK = answers(response(200, b'{"ok":true}', "content-type: application/json"))
SINK = "https://sink.example, x-runbook: { environment: simulator, production: false }"


def claimed(url: str) -> str:
    return API.replace(
        "servers:\n", f'servers:\n  - {{ url: "{url}", x-runbook: {{ environment: simulator, production: false }} }}\n'
    )


@pytest.mark.parametrize("command", ["validate", "run", "dry run"])
def test_a_contract_that_calls_its_own_host_the_simulator_is_invalid(command: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.write("api.yaml", claimed("https://sink.example"))
    play = str(tmp_path / "play.yaml")
    arguments = {"validate": ["validate", play], "dry run": ["run", play, "-e", "simulator", "--dry-run"]}
    done = stage.play(*arguments.get(command, ["run", play, "-e", "simulator"]))
    assert done.code == 2
    assert "api.yaml:4:" in done.out + done.err
    assert "reserved" in done.out + done.err
    assert done.events == ()


def test_an_overlay_that_does_it_is_as_invalid(tmp_path: Path) -> None:
    play = PLAY.replace("contract: api.yaml", "contract: api.yaml\n    overlay: over.yaml")
    stage = Stage(tmp_path, play)
    stage.write("over.yaml", f"overlay: 1.0.0\nactions: [{{ target: $.servers, update: {{ url: {SINK} }} }}]\n")
    done = stage.play("validate", str(tmp_path / "play.yaml"))
    assert done.code == 2
    assert "over.yaml:2:" in done.out + done.err


@pytest.mark.parametrize("name", ["simulator", "Simulator"])
def test_no_server_off_this_machine_is_given_the_name(name: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.write("api.yaml", claimed("http://127.0.0.1:4010"))
    more = ("--server", "kc=https://sink.example", "--dry-run")
    done = stage.play("run", str(tmp_path / "play.yaml"), "-e", name, *more)
    assert done.code == 4
    assert "reserved" in done.err


def test_a_simulator_of_ones_own_gets_a_made_up_credential_past_any_proxy(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    with serving(OK) as proxy, serving(OK) as served:
        stage.write("profile.yaml", f"proxy: {proxy.url}\nsecrets: {{ KC_TOKEN: 'exec:touch ran' }}\n").chmod(0o600)
        stage.more["RUNBOOK_PROFILE"] = str(tmp_path / "profile.yaml")
        stage.write("api.yaml", claimed(served.url))
        done = stage.process("run", str(tmp_path / "play.yaml"), "-e", "simulator")
        assert done.code == 0, done.out + done.err
        assert b"authorization: Bearer simulated-" in served.requests[0]
        assert CANARY.encode() not in served.requests[0]
        assert proxy.connections == 0
    assert not (tmp_path / "ran").exists()
    assert served.url in done.out
    assert served.url in done.err


def test_a_secret_that_exists_nowhere_is_made_up_as_well(tmp_path: Path) -> None:
    stage = Stage(tmp_path, PLAY.replace("secrets.KC_TOKEN", "secrets.NOT_THERE"))
    with serving(OK) as served:
        stage.write("api.yaml", claimed(served.url))
        assert stage.play("run", str(tmp_path / "play.yaml"), "-e", "simulator").code == 0
    assert b"authorization: Bearer simulated-" in served.requests[0]
