"""R23 and R26: references, includes and URLs cause no connection and no file outside the root is read, in 1 s."""

import os
import re
import sys
from pathlib import Path

import pytest

from tests.runtime.servers import close, serving
from tests.threats.stage import API, PLAY, Stage

PLACE = re.compile(r"^ *--> \S*:\d+:\d+$", re.MULTILINE)
SECRET = "the-content-of-another-file"

AUDIT = """
import sys
seen = open({log!r}, "a")
def hook(event, arguments):
    if event == "open" and arguments and isinstance(arguments[0], (str, bytes)):
        name = arguments[0] if isinstance(arguments[0], str) else arguments[0].decode("utf-8", "replace")
        seen.write("open " + name.replace("\\n", " ") + "\\n"); seen.flush()
    elif event.startswith("socket.") or event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
        seen.write(event + "\\n"); seen.flush()
sys.addaudithook(hook)
from runbook.cli.main import main
main(sys.argv[1:])
"""

REFERENCES = (
    *("../outside.yaml", "../../outside.yaml", "sub/../../outside.yaml", "./../outside.yaml", "..", ".", "sub"),
    *("{root}/outside.yaml", "/etc/passwd", "/dev/zero", "/dev/stdin", "/proc/self/environ", "~/x.yaml", "~root/x"),
    *("http://127.0.0.1:{port}/x.yaml", "https://127.0.0.1:{port}/x", "file:///etc/passwd", "ftp://127.0.0.1:{port}/x"),
    *("//127.0.0.1:{port}/x", "\\\\127.0.0.1\\x", "data:text/yaml,x", "link.yaml", "linked/outside.yaml", "loop.yaml"),
    *("fifo.yaml", "missing.yaml", "a\\0b", "x" * 5000 + ".yaml", "device.yaml"),
)


def project(tmp_path: Path) -> tuple[Stage, Path]:
    """A root with traps in it, and a file outside."""
    root = tmp_path / "project"
    root.mkdir()
    stage = Stage(root)
    (root / ".git").mkdir()
    (root / "sub").mkdir()
    (tmp_path / "outside.yaml").write_text(f"{SECRET}: 1\n")
    (root / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    (root / "device.yaml").symlink_to("/dev/zero")
    (root / "linked").symlink_to(tmp_path)
    (root / "loop.yaml").symlink_to("loop.yaml")
    os.mkfifo(root / "fifo.yaml")
    return stage, root


def written(kind: str, reference: str) -> str:
    quoted = '"' + reference.replace("\\0", "\0").replace("\\", "\\\\").replace("\0", "\\0") + '"'
    if kind == "contract":
        return PLAY.replace("contract: api.yaml", f"contract: {quoted}")
    return PLAY.replace("steps:\n", f"steps:\n  - {{ id: other, use: {quoted} }}\n")


@pytest.mark.parametrize("kind", ["contract", "use"])
def test_a_reference_that_leads_away_is_refused_in_its_place_within_a_second(kind: str, tmp_path: Path) -> None:
    stage, _root = project(tmp_path)
    with serving(close, reads=False) as served:
        commands = []
        for number, reference in enumerate(REFERENCES):
            text = written(kind, reference.replace("{port}", str(served.port)).replace("{root}", str(tmp_path)))
            commands.append(["validate", str(stage.write(f"play{number}.yaml", text))])
        measured = stage.limited(*commands)
        assert served.connections == 0
    for reference, done in zip(REFERENCES, measured, strict=True):
        assert done.code == 2, (reference, done.out)
        assert PLACE.search(done.out), (reference, done.out)
        assert SECRET not in done.out
        assert "root:" not in done.out
        assert done.cpu < 1, reference


@pytest.mark.parametrize(
    "reference",
    [
        "http://127.0.0.1:{port}/x#/a",
        "file:///etc/passwd",
        "../outside.yaml#/a",
        "/etc/passwd",
        "link.yaml",
        "fifo.yaml",
    ],
)
def test_a_reference_inside_a_contract_fetches_nothing(reference: str, tmp_path: Path) -> None:
    stage, root = project(tmp_path)
    with serving(close, reads=False) as served:
        target = reference.replace("{port}", str(served.port))
        schema = "schema: { type: object, properties: { text: { type: string } } }"
        stage.write("api.yaml", API.replace(schema, f'schema: {{ $ref: "{target}" }}'))
        done = watched(stage, root, "validate", str(root / "play.yaml"))
        assert served.connections == 0
    assert done.code in (0, 2), done.err
    assert SECRET not in done.out + done.err
    assert_no_fetch(tmp_path, root)


def test_an_input_schema_fetches_nothing(tmp_path: Path) -> None:
    stage, root = project(tmp_path)
    with serving(close, reads=False) as served:
        for reference in (f"http://127.0.0.1:{served.port}/x", "file:///etc/passwd"):
            text = PLAY.replace(
                "text: { type: string, default: plain }", f'text: {{ $ref: "{reference}", default: plain }}'
            )
            stage.write("play.yaml", text)
            done = watched(stage, root, *stage.arguments(served.url, "--dry-run", "-i", "text=x"))
            assert done.code == 2, done.out + done.err
        assert served.connections == 0
    assert_no_fetch(tmp_path, root)


def test_validate_and_a_dry_run_open_no_socket_and_start_no_program(tmp_path: Path) -> None:
    stage, root = project(tmp_path)
    for arguments in (["validate", str(root / "play.yaml")], stage.arguments("http://127.0.0.1:1", "--dry-run")):
        done = watched(stage, root, *arguments)
        assert done.code == 0, done.err
    assert_no_fetch(tmp_path, root)


def watched(stage: Stage, root: Path, *arguments: str) -> "object":
    """The program with every opened file and socket written down."""
    import subprocess

    from tests.threats.stage import Done

    script = AUDIT.format(log=str(root.parent / "audit.log"))
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], env=stage.environment, capture_output=True, text=True, check=False
    )
    return Done(done.returncode, done.stdout, done.stderr)


def assert_no_fetch(tmp_path: Path, root: Path) -> None:
    seen = (tmp_path / "audit.log").read_text().splitlines()
    assert seen
    assert [line for line in seen if not line.startswith("open ")] == []
    opened = {os.path.realpath(line.removeprefix("open ")) for line in seen}
    assert "/etc/passwd" not in opened
    assert str(tmp_path / "outside.yaml") not in opened
