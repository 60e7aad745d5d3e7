"""What a person at a real terminal meets: a question in the middle of a run, and Ctrl-C."""

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.scenarios.stub import Stub
from tests.scenarios.test_scenarios import ROOT, environment

PLAYBOOK = "tests/scenarios/ask-without-a-terminal/playbook.yaml"
SHIPPED = {"status": 409, "json": {"code": "shipped", "detail": "The order has left the house."}}
CTRL_C = "\x03"
PATIENCE = 30


class Terminal:
    """The program in a pseudo-terminal of its own; `said`: everything it wrote so far."""

    def __init__(self, stub: Stub, tmp_path: Path, playbook: str = PLAYBOOK) -> None:
        arguments = [playbook, "-e", "sandbox", "-i", "order_id=a", "--server", f"shop={stub.url}"]
        self._ours, theirs = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "runbook", "run", *arguments],
            cwd=ROOT,
            env={**environment(tmp_path, {"SHOP_KEY": "key-0123456789"}), "TERM": "xterm"},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            preexec_fn=_lead,
        )
        os.close(theirs)
        self.said = ""
        self._heard = 0

    def until(self, words: str) -> None:
        """Read until it has said these words behind those that were waited for last."""
        deadline = time.monotonic() + PATIENCE
        while words not in self.said[self._heard :]:
            more = self._some()
            assert more, self.said
            assert time.monotonic() < deadline, self.said
            self.said += more
        self._heard = self.said.index(words, self._heard) + len(words)

    def types(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def end(self) -> int:
        """The exit code, once everything is read."""
        while more := self._some():
            self.said += more
        os.close(self._ours)
        return self._process.wait(PATIENCE)

    def _some(self) -> str:
        ready, _, _ = select.select([self._ours], [], [], PATIENCE)
        assert ready, self.said
        try:
            return os.read(self._ours, 65536).decode(errors="replace")
        except OSError:  # Linux: the other end is closed
            return ""


def _lead() -> None:
    """Own the terminal, so that Ctrl-C arrives as it does from a keyboard."""
    os.setsid()
    os.close(os.open(os.ttyname(0), os.O_RDWR))


def test_a_person_decides_before_the_call_and_about_its_answer(tmp_path: Path) -> None:
    with Stub({"POST /orders/a/cancel": SHIPPED}) as stub:
        terminal = Terminal(stub, tmp_path)
        terminal.until("your choice")
        terminal.types("cancell\n")
        terminal.until('no choice "cancell"; did you mean "cancel"?')
        terminal.until("your choice")
        assert stub.script.asked == []
        terminal.types("cancel\n")
        terminal.until("your choice")
        terminal.types("1\n")
        assert terminal.end() == 0
    assert "POST /orders/a/cancel, cannot be undone" in terminal.said
    assert "did not happen" in terminal.said
    assert "Cancel order a?" in terminal.said
    assert "The order has left the house." in terminal.said
    assert stub.script.asked == ["POST /orders/a/cancel -> 409"]


def test_control_c_once_waits_for_the_answer_and_sends_nothing_new(tmp_path: Path) -> None:
    with Stub({"POST /orders/a/cancel": {**SHIPPED, "after": 1.0}}) as stub:
        terminal = Terminal(stub, tmp_path)
        terminal.until("your choice")
        terminal.types("cancel\n")
        terminal.until("POST /orders/a/cancel")
        while not stub.script.asked:
            time.sleep(0.01)
        terminal.types(CTRL_C)
        assert terminal.end() == 130
    assert "nothing new is sent" in terminal.said
    assert "runbook runs show r-" in terminal.said
    assert "Traceback" not in terminal.said
    assert stub.script.asked == ["POST /orders/a/cancel -> 409"]


def test_control_c_at_a_waiting_question_ends_the_run_and_says_how_it_goes_on(tmp_path: Path) -> None:
    with Stub({}) as stub:
        terminal = Terminal(stub, tmp_path)
        terminal.until("your choice")
        terminal.types(CTRL_C)
        assert terminal.end() == 130
    assert terminal.said.count("your choice") == 1
    assert "runbook answer r-" in terminal.said
    assert "Traceback" not in terminal.said
    assert "Fatal" not in terminal.said
    assert stub.script.asked == []


SIDE_BY_SIDE = """\
runbook: 1
name: side-by-side
title: One asks, another sends
owner: shop-ops
effect: irreversible
inputs: { order_id: { type: string } }
providers:
  shop: { contract: shop/openapi.yaml, overlay: shop/overlay.yaml, auth: { Key: secrets.SHOP_KEY } }
steps:
  - id: both
    parallel:
      - id: asks
        steps:
          - { id: sure, ask: { message: "Well?", choices: [go, leave], deadline: 2s, default: leave } }
      - id: sends
        steps:
          - id: cancel
            call: shop.cancel
            with: { orderId: "{{ inputs.order_id }}" }
            outcomes:
              - { status: 404, then: stop, because: no such order }
              - { status: 409, then: tolerate, because: it is shipped }
    at_once: 2
"""


def test_others_go_on_behind_a_question_and_its_deadline_strikes_at_the_prompt(tmp_path: Path) -> None:
    playbook = tmp_path / "play.yaml"
    playbook.write_text(SIDE_BY_SIDE)
    shutil.copytree(ROOT / "tests/scenarios/shop", tmp_path / "shop")
    with Stub({"POST /orders/a/cancel": SHIPPED}) as stub:
        terminal = Terminal(stub, tmp_path, str(playbook))
        terminal.until("your choice")
        while not stub.script.asked:
            time.sleep(0.01)
        terminal.until("the deadline has passed: leave counts as chosen")
        assert terminal.end() == 0
    assert "1 s left" in terminal.said
    assert "the deadline chose leave" in terminal.said
