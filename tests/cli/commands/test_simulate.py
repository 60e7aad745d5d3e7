import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from prepared import CASE
from program import environment, runbook


def test_it_serves_until_it_is_interrupted_and_a_run_can_use_it(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "runbook", "simulate", "-o", "json"],
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    text = ""
    while not text.endswith("\n}\n"):
        text += process.stdout.readline()
    told = json.loads(text)
    server = f"kc={told['servers']['karmacheck']}"
    arguments = ("run", CASE, "-i", "case_id=c-plain", "-e", "stage", "--server", server)
    done = runbook(*arguments, state=tmp_path, KARMACHECK_TOKEN=told["secrets"]["KARMACHECK_TOKEN"])
    os.kill(process.pid, signal.SIGINT)
    process.communicate(timeout=30)
    assert done.returncode == 0
    assert process.returncode == 130


def test_a_port_that_is_taken_is_explained(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = runbook("simulate", "--port", str(taken.getsockname()[1]), state=tmp_path)
    assert done.returncode == 2
    assert "error[port-taken]" in done.stderr
