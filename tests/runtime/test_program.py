import sys
import time

import pytest

from runbook.runtime.program import ProgramError, output_of


def run(code: str, *, seconds: float = 10, limit: int = 1000) -> bytes:
    return output_of([sys.executable, "-S", "-c", code], {"GREETING": "hello"}, seconds, limit)


def test_its_output_is_returned_and_its_environment_is_given():
    assert run("import os; print(os.environ['GREETING'], end='')") == b"hello"


def test_a_program_that_does_not_end_is_ended():
    began = time.monotonic()
    with pytest.raises(ProgramError, match=r"did not end within 0\.3 s"):
        run("import time; time.sleep(60)", seconds=0.3)
    assert time.monotonic() - began < 5


def test_a_grandchild_that_keeps_the_output_open_cannot_hold_us():
    began = time.monotonic()
    with pytest.raises(ProgramError, match="did not end within"):
        output_of(["/bin/sh", "-c", "sleep 3 & exit 0"], {"PATH": "/usr/bin:/bin"}, 0.3, 1000)
    assert time.monotonic() - began < 2


def test_a_program_that_fails_says_its_status_and_none_of_its_words(capfd):
    with pytest.raises(ProgramError) as caught:
        run("import sys; print('hunter2'); print('hunter2', file=sys.stderr); sys.exit(3)")
    assert caught.value.reason == "ended with status 3; run it yourself to see why"
    assert "hunter2" not in "".join(capfd.readouterr())


def test_a_program_that_says_too_much_is_ended():
    with pytest.raises(ProgramError, match="printed more than 1000 bytes"):
        run("while True: print('x' * 1000)")


def test_a_program_that_cannot_be_started_says_so(tmp_path):
    with pytest.raises(ProgramError, match="cannot be started"):
        output_of([str(tmp_path)], {}, 1, 1000)
