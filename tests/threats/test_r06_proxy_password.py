"""R06: the password of a proxy, or of any URL of the setting, stands in nothing that people or files get to see."""

import json
from pathlib import Path

import pytest

from tests.runtime.servers import answers, response, serving
from tests.threats.stage import API, Stage

PASSWORD = "hunter2-sekret"
OK = answers(response(200, b'{"ok":true}', "content-type: application/json"))


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path)
    stage.write("profile.yaml", f"proxy: http://ann:{PASSWORD}@127.0.0.1:9\n").chmod(0o600)
    stage.more["RUNBOOK_PROFILE"] = str(tmp_path / "profile.yaml")
    return stage


def files(place: Path) -> str:
    kept = [path for path in place.rglob("*") if path.is_file() and path.name != "profile.yaml"]
    return "".join(path.read_bytes().decode("latin-1") for path in kept)


@pytest.mark.parametrize("output", ["text", "json"])
def test_a_dry_run_shows_the_proxy_without_it(output: str, stage: Stage) -> None:
    done = stage.play("run", str(stage.place / "play.yaml"), "-e", "stage", "--dry-run", "-o", output)
    assert done.code == 0
    assert "http://***@127.0.0.1:9" in done.out
    assert PASSWORD not in done.out + done.err


def test_a_plan_and_its_file_do_not_hold_it(stage: Stage) -> None:
    file = stage.place / "change.plan.json"
    done = stage.play("plan", str(stage.place / "play.yaml"), "-e", "stage", "-o", str(file))
    assert done.code == 0
    assert "http://***@127.0.0.1:9" in done.out
    assert "http://***@127.0.0.1:9" in json.dumps(json.loads(file.read_text()))
    assert PASSWORD not in done.out + done.err + files(stage.place)


def test_a_run_and_its_reports_do_not_hold_it(stage: Stage) -> None:
    run = stage.play("run", str(stage.place / "play.yaml"), "-e", "stage", "--again")
    assert PASSWORD not in run.out + run.err
    for output in ("json", "markdown", "html", "har"):
        told = stage.play("runs", "report", "last", "-o", output)
        assert told.code == 0, told.err
        assert PASSWORD not in told.out + told.err + files(stage.place)


def test_a_provider_that_repeats_it_does_not_bring_it_back(stage: Stage) -> None:
    answer = json.dumps({"ok": True, "note": f"via {PASSWORD}"}).encode()
    with serving(answers(response(200, answer, "content-type: application/json"))) as served:
        done = stage.play(*stage.arguments(served.url, "-o", "json"))
    assert done.code == 0
    assert PASSWORD not in done.out + done.err + files(stage.place)


@pytest.mark.parametrize("given", ["kc=http://ann:{}@127.0.0.1:1", "http://ann:{}@127.0.0.1:1", "http://a:{}@h=x"])
def test_a_server_with_a_password_is_refused_without_showing_it(given: str, stage: Stage) -> None:
    play = str(stage.place / "play.yaml")
    done = stage.play("run", play, "-e", "stage", "--server", given.format(PASSWORD), "--dry-run")
    assert done.code in (2, 4)
    assert PASSWORD not in done.out + done.err


@pytest.mark.parametrize("output", ["text", "json", "sarif", "github", "gitlab", "junit"])
def test_a_contract_whose_server_holds_one_is_an_error_that_does_not_show_it(output: str, stage: Stage) -> None:
    stage.write("api.yaml", API.replace("https://things.example", f"https://ann:{PASSWORD}@things.example"))
    done = stage.play("validate", "-o", output, str(stage.place / "play.yaml"))
    assert done.code == 2
    assert PASSWORD not in done.out + done.err


def test_a_traceback_does_not_show_it(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    from runbook.cli.crash import tell

    stage.more["RUNBOOK_DEBUG"] = "1"
    from tests.threats.stage import surrounded

    with surrounded(stage.environment):
        tell(ValueError(f"no proxy http://ann:{PASSWORD}@127.0.0.1:9"))
    said = capsys.readouterr().err
    assert "http://***@127.0.0.1:9" in said
    assert PASSWORD not in said
