"""R28: whatever is wrong with the streams, the locale or the home changes nothing that is sent or recorded."""

import subprocess
import sys
from pathlib import Path

import pytest

from runbook.interpreter.events import AttemptStarted
from tests.runtime.servers import answers, response, serving
from tests.threats.stage import Stage, some

SAID = "é☃ \u202e\x1b[2J".encode().decode()
OK = answers(response(200, b'{"ok":true,"note":"\xc3\xa9\xe2\x98\x83"}', "content-type: application/json"))
SHELLS = {
    "as usual": "{run} >/dev/null",
    "no stdout": "{run} >&-",
    "no stderr": "{run} 2>&-",
    "no streams": "{run} <&- >&- 2>&-",
    "no stdin": "{run} <&-",
    "full stdout": "{run} >/dev/full",
    "full stderr": "{run} 2>/dev/full",
    "both full": "{run} >/dev/full 2>&1",
    "broken pipe": "({run}; echo $? >code) | true; exit $(cat code)",
    "broken stderr": "({run} 2>&1 >/dev/null; echo $? >code) | true; exit $(cat code)",
    "read-only stdout": "{run} 1</dev/null",
    "json to a full disk": "{run} -o json >/dev/full",
    "ascii": "LC_ALL=C PYTHONIOENCODING=ascii PYTHONUTF8=0 {run} >/dev/null",
    "no such locale": "LC_ALL=xx_YY.nothing {run} >/dev/null",
    "a charset of its own": "PYTHONIOENCODING=cp037 {run} >/dev/null",
    "no home": "env -u HOME {run} >/dev/null",
    "a home that is not": "HOME=/nowhere {run} >/dev/null",
    "no terminal type": "TERM= {run} >/dev/null",
    "odd width": "COLUMNS=-5 LINES=x {run} >/dev/null",
    "optimised": "PYTHONOPTIMIZE=2 {run} >/dev/null",
}


@pytest.mark.parametrize("trouble", some(tuple(SHELLS), 2))
def test_the_run_is_the_same(trouble: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    with serving(OK) as served:
        words = [sys.executable, "-m", "runbook", *stage.arguments(served.url, "-i", "ids=a,b")]
        done = subprocess.run(
            ["/bin/sh", "-c", SHELLS[trouble].replace("{run}", " ".join(f"'{word}'" for word in words))],
            env=stage.environment,
            cwd=tmp_path,
            capture_output=True,
            timeout=30,
            check=False,
        )
        sent = sorted(request.split(b" ")[1] for request in served.requests)
    assert done.returncode == 0, done.stderr
    assert sent == [b"/things/a/cancel", b"/things/b/cancel"]
    attempts = [event for event in stage.events() if isinstance(event, AttemptStarted)]
    assert len(attempts) == 2
    assert type(stage.events()[-1]).__name__ == "RunEnded"
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
