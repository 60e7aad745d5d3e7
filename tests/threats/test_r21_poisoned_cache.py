"""R21: whoever can write into the cache decides nothing: what is not proved to be this user's own is computed again."""

import json
import pickle
from pathlib import Path

import pytest

from runbook.values.mac import hmac_sha256
from tests.threats.stage import Stage


class Evil:
    """Runs a program where it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def __reduce__(self) -> object:
        return Path.touch, (self._mark,)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    stage = Stage(tmp_path)
    for command in (dry_run(stage), ["validate", str(tmp_path / "play.yaml")]):
        assert stage.play(*command).code == 0
    assert {path.parent.name for path in kept(stage)} >= {"procedures", "findings", "contracts"}
    return stage


def dry_run(stage: Stage) -> list[str]:
    return ["run", str(stage.place / "play.yaml"), "-e", "stage", "--dry-run", "-o", "json"]


def kept(stage: Stage) -> list[Path]:
    return [path for path in (stage.place / "cache").rglob("*.json") if path.is_file()]


def payloads(mark: Path, old: bytes) -> dict[str, bytes]:
    """What an attacker may write in place of a kept value: they know everything but the key."""
    header = old.split(b"\n")[1]
    evil = header + b"\n" + pickle.dumps(Evil(mark))
    changed = old.split(b"\n", 1)[1].replace(b"stop", b"done").replace(b"warning", b"error")
    return {
        "pickle": evil,
        "changed": changed,
        "empty": b"",
        "deep": b"[" * 100_000,
        "null": b"null",
        "other JSON": json.dumps([["os:system"], [0, "true"]]).encode(),
    }


@pytest.mark.parametrize("what", ["pickle", "changed", "empty", "deep", "null", "other JSON"])
@pytest.mark.parametrize("key", [None, b"\0" * 32])
def test_what_somebody_else_wrote_is_ignored(what: str, key: bytes | None, stage: Stage) -> None:
    before = stage.play(*dry_run(stage))
    for path in kept(stage):
        old = path.read_bytes()
        data = payloads(stage.place / "ran", old)[what]
        proof = old.split(b"\n")[0]
        if key is not None:
            proof = hmac_sha256(key, f"{path.parent.name}/{path.name}\n".encode() + data).hex().encode()
        path.write_bytes(proof + b"\n" + data)
    after = stage.play(*dry_run(stage))
    assert (after.code, after.out) == (0, before.out)
    assert stage.play("validate", str(stage.place / "play.yaml")).code == 0
    assert not (stage.place / "ran").exists()


def test_a_cache_that_is_off_keeps_nothing(tmp_path: Path) -> None:
    stage = Stage(tmp_path, more={"RUNBOOK_CACHE": "off", "XDG_CACHE_HOME": str(tmp_path / "xdg")})
    assert stage.play(*dry_run(stage)).code == 0
    assert not (tmp_path / "xdg").exists()


def test_a_key_that_others_can_read_proves_nothing(stage: Stage) -> None:
    before = stage.play(*dry_run(stage))
    (stage.place / "state" / "cache.key").chmod(0o644)
    (path,) = [path for path in kept(stage) if path.parent.name == "procedures"]
    path.write_bytes(b"never read")
    assert stage.play(*dry_run(stage)).out == before.out
    assert path.read_bytes() == b"never read"
