"""R17, R01: what a provider answered is durable before it is judged; nothing that ends the process loses it."""

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from runbook.providers.answer import AnswerKind
from runbook.runtime.journal_contents import read_journal
from runbook.runtime.journal_file import JournalError
from tests.runtime.servers import answers, response, serving
from tests.threats.stage import API, Stage

JSON = "content-type: application/json"
ITEMS = "items: { type: array, items: { anyOf: [{ type: string }, { maximum: -1 }, { type: integer }] } }"
BODY = b'{"ok":true,"note":"kc_CaNaRy/0123456789+abcdefghijklmnop=QRSTUVWX","items":[%s]}'
BODY %= ",".join(map(str, range(40_000))).encode()
"""It takes the judge half a second, and breaks nothing."""


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    made = Stage(tmp_path)
    made.write("api.yaml", API.replace("note: { type: string }", f"note: {{ type: string }}, {ITEMS}"))
    return made


@contextlib.contextmanager
def judging(stage: Stage, url: str) -> Iterator[subprocess.Popen[str]]:
    """The program, once it has written a reply down and judges it."""
    program = subprocess.Popen(
        [sys.executable, "-m", "runbook", *stage.arguments(url)],
        env=stage.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=stage.place,
    )
    try:
        wait_until(lambda: has_kept(stage), program)
        yield program
    finally:
        program.kill()
        program.communicate()


def has_kept(stage: Stage) -> bool:
    with contextlib.suppress(JournalError):
        return any(read_journal(path).replies for path in stage.journals())
    return False


def wait_until(so: Callable[[], bool], program: subprocess.Popen[str]) -> None:
    until = time.monotonic() + 30
    while not so():
        assert time.monotonic() < until
        assert program.poll() is None, "it ended before"
        time.sleep(0.002)


def resumed(stage: Stage) -> int:
    return stage.play("resume", stage.journals()[-1].stem).code


def test_killed_while_it_judges_a_resume_judges_what_came_and_sends_nothing(stage: Stage) -> None:
    with serving(answers(response(200, BODY, JSON))) as served:
        with judging(stage, served.url) as program:
            program.send_signal(signal.SIGKILL)
            program.wait()
        assert not stage.answered()
        assert resumed(stage) == 0
        assert len(served.requests) == 1
    (answer,) = [one for one in stage.events() if type(one).__name__ == "AnswerReceived"]
    assert answer.answer.kind is AnswerKind.RESPONSE
    assert b"kc_CaNaRy" not in stage.kept_bytes()


def test_two_interrupts_while_it_judges_end_it_at_once_and_lose_nothing(stage: Stage) -> None:
    with serving(answers(response(200, BODY, JSON))) as served:
        with judging(stage, served.url) as program:
            program.send_signal(signal.SIGINT)
            assert program.stderr is not None
            while "ending" not in program.stderr.readline():
                pass
            began = time.monotonic()
            program.send_signal(signal.SIGINT)
            assert program.wait() == 130
            assert time.monotonic() - began < 5
        assert resumed(stage) == 0
        assert len(served.requests) == 1


def test_a_reply_that_is_judged_in_a_moment_is_not_written_twice(stage: Stage) -> None:
    with serving(answers(response(200, b'{"ok":true}', JSON))) as served:
        assert stage.play(*stage.arguments(served.url)).code == 0
    assert read_journal(stage.journals()[-1]).replies == ()
