"""R20: whatever a provider says, a terminal, a log and a CI system see nothing they would obey."""

import json
import unicodedata
from pathlib import Path

import pytest

from tests.runtime.servers import Served, answers, response, serving
from tests.threats.stage import Done, Stage

JSON = "content-type: application/json"
MESSAGES = (
    *(
        "\x1b[2J\x1b[H",
        "\x1b]0;title\x07",
        "\x1b]52;c;cm0gLXJm\x07",
        "\x1b]8;;http://x\x07y",
        "\x1b[31mred",
        "\x1bc",
        "\x1b[?1049h",
    ),
    *(
        "\x9b2J",
        "\x9d0;x\x9c",
        "\x90q",
        "a\rb",
        "ok\r\x1b[K",
        "a\nb",
        "a\r\nb",
        "a\x0bb",
        "a\x0cb",
        "\x08\x08\x08",
        "\x07",
        "\x00",
    ),
    *(
        "a\x7fb",
        "\x85",
        "\u2028",
        "\u2029",
        "\u202ecod.exe",
        "\u2066x\u2069",
        "\u200f",
        "\u061c",
        "a\u200bb",
        "\ufeff",
        "\u00ad",
    ),
    *(
        "::set-env name=PATH::/tmp",
        "::error::x",
        "::add-mask::x",
        "::stop-commands::t",
        "a\n::set-output name=a::b",
        "  ::warning::x",
    ),
    *(
        "##vso[task.setvariable variable=a]b",
        "##[error]x",
        "##teamcity[buildStatus text='x']",
        "a\n##vso[x]y",
        "a ##vso[x]",
    ),
    *(
        "\U000e0041\U000e0042",
        "\ud800",
        "\ufff9x\ufffb",
        "Z" + "\u0301" * 300,
        "x" * 50_000,
        "\u202a" * 2000,
        "%s%n%x",
        "{{7*7}}",
    ),
    *(
        "<script>alert(1)</script>",
        "[link](javascript:x)",
        "=cmd|'/c calc'!A1",
        "✓ done",
        "error[bug]: x",
        "  --> a.yaml:1:1",
    ),
)
SAFE = {"\n"}


def assert_inert(done: Done) -> None:
    for shown in (done.out, done.err):
        odd = {one for one in shown if unicodedata.category(one) in ("Cc", "Cf", "Cs", "Zl", "Zp", "Co")} - SAFE
        assert not odd
        for line in shown.splitlines():
            assert not line.lstrip().startswith(("::", "##"))
            assert not any(command in line for command in ("##vso[", "##[", "##teamcity["))
            assert len(line) < 20_000


def told(said: str, served: Served, stage: Stage) -> list[Done]:
    run = stage.play(*stage.arguments(served.url))
    assert run.code == 3, (said, run.out, run.err)
    name = run.events[0].run
    return [run, stage.play("runs", "show", name), stage.play("runs", "list")]


def test_there_are_fifty() -> None:
    assert len(MESSAGES) >= 50


@pytest.mark.parametrize("start", range(6))
def test_a_message_is_one_inert_line_everywhere(start: int, tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    for said in MESSAGES[start::6]:
        body = json.dumps({"message": f"No. {said}"}).replace("\\ud800", "?").encode()
        with serving(answers(response(422, body, JSON))) as served:
            for done in told(said, served, stage):
                assert_inert(done)
    data = stage.play("runs", "show", stage.journals()[-1].stem, "-o", "json")
    json.loads(data.out)
    assert_inert(data)


@pytest.mark.parametrize("said", MESSAGES[:8], ids=ascii)
def test_headers_and_status_lines_are_inert_too(said: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    raw = said.encode("utf-8").replace(b"\r", b"").replace(b"\n", b"")
    data = b"HTTP/1.1 418 " + raw + b"\r\nx-a: " + raw + b"\r\ncontent-type: " + raw + b"\r\ncontent-length: 0\r\n\r\n"
    with serving(answers(data)) as served:
        done = stage.play(*stage.arguments(served.url))
    assert done.code in (3, 5)
    assert_inert(done)


def test_a_terminal_sees_only_our_own_colours(tmp_path: Path) -> None:
    """Words of people (titles, names of files) are made inert by the same gate."""
    stage = Stage(tmp_path)
    done = stage.play("run", "\x1b[2J\u202e.yaml", "-e", "stage")
    assert done.code == 2
    assert_inert(done)
    done = stage.play(*stage.arguments("http://127.0.0.1:1", "-i", "\x1b[2J=\u202e"))
    assert done.code == 2
    assert_inert(done)
