"""R21: what is kept is for its owner alone under any umask, and no planted link is followed."""

import os
import stat
from pathlib import Path

import pytest

from tests.runtime.servers import answers, response, serving
from tests.threats.stage import Stage

OK = answers(response(200, b'{"ok":true}', "content-type: application/json"))


@pytest.fixture(params=[0o022, 0o000, 0o077])
def umask(request):
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def test_everything_that_is_kept_is_private(umask: int, tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    with serving(OK) as served:
        assert stage.play(*stage.arguments(served.url)).code == 0
    kept = [path for place in ("state", "cache") for path in (tmp_path / place).rglob("*")]
    assert any(path.suffix == ".db" for path in kept)
    assert [path for path in kept if path.is_file() and stat.S_IMODE(path.stat().st_mode) & 0o077] == []
    assert [path for path in kept if path.is_dir() and stat.S_IMODE(path.stat().st_mode) & 0o077] == []


@pytest.mark.parametrize("planted", ["state", "state/runs"])
def test_a_planted_link_is_refused_and_nothing_is_sent(planted: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    target = tmp_path / "elsewhere"
    target.mkdir(mode=0o777)
    link = tmp_path / planted
    link.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    link.symlink_to(target)
    with serving(OK) as served:
        done = stage.play(*stage.arguments(served.url))
        sent = served.connections
    if done.code == 0:
        assert stat.S_IMODE(target.stat().st_mode) & 0o077 == 0, "a link that its owner made, to a private place"
        return
    assert done.code == 2, done.err
    assert sent == 0
    assert list(target.iterdir()) == []


def test_a_state_directory_that_others_can_change_is_refused(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    (tmp_path / "state").mkdir()
    (tmp_path / "state").chmod(0o777)
    with serving(OK) as served:
        done = stage.play(*stage.arguments(served.url))
        assert served.connections == 0
    assert done.code == 2
    assert "state" in done.err


@pytest.mark.parametrize("state", ["/dev/null", "/dev/null/x", "/proc/nowhere", "\u0001"])
def test_without_a_journal_nothing_is_sent(state: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path, more={"RUNBOOK_STATE": state if state.startswith("/") else "relative"})
    if not state.startswith("/"):
        (tmp_path / "relative").write_text("a file")
        stage.more["RUNBOOK_STATE"] = str(tmp_path / "relative")
    with serving(OK) as served:
        done = stage.play(*stage.arguments(served.url))
        assert served.connections == 0
    assert done.code == 2
    assert "Traceback" not in done.err
