"""A simulator that outlives the program, and runs of the real program against it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from program import environment, runbook

from runbook.interpreter.events import AttemptStarted, Event
from runbook.runtime.journal_contents import read_journal
from runbook.runtime.journal_file import JournalError
from runbook.runtime.run_list import list_runs
from runbook.simulator.server import Simulator

LOST = "c-plain--reply-lost"
"""The case that the run in doubt is about."""

DOUBT = """\
runbook: 1
name: doubtful
title: A cancel that cannot be read back
owner: ops
effect: irreversible
inputs:
  case_id: { type: string }
providers:
  kc: { contract: karmacheck, auth: { JWT: secrets.KARMACHECK_TOKEN } }
steps:
  - id: case
    call: kc.cancel_case
    with: { caseId: "{{ inputs.case_id }}" }
    timeout: 1s
    outcomes:
      - { status: 404, then: stop, because: no such case }
      - { status: 422, message: "*", undeclared: true, then: stop, because: refused }
    verify:
      call: kc.get_case
      with: { caseId: "{{ inputs.case_id }}" }
      holds: response.body.cases[0].secondaryStatus == 'Consider'
      every: 100ms
      within: 200ms
  - id: after
    call: kc.get_case
    with: { caseId: "{{ inputs.case_id }}" }
    outcomes:
      - { status: 403, then: stop, because: no such case }
rescue:
  - id: over
    handover: { to: ops, note: "{{ failure.because }}" }
"""

QUESTION = """\
runbook: 1
name: careful
title: A cancel that a person confirms
owner: ops
effect: irreversible
inputs:
  case_id: { type: string }
providers:
  kc: { contract: karmacheck, auth: { JWT: secrets.KARMACHECK_TOKEN } }
steps:
  - id: confirm
    ask: { message: "Cancel {{ inputs.case_id }}?", choices: [go, leave] }
  - id: case
    when: steps.confirm.choice == 'go'
    call: kc.cancel_case
    with: { caseId: "{{ inputs.case_id }}" }
    outcomes:
      - { status: 404, then: stop, because: no such case }
      - { status: 422, message: "*", undeclared: true, then: stop, because: refused }
    verify:
      call: kc.get_case
      with: { caseId: "{{ inputs.case_id }}" }
      holds: response.body.cases[0].secondaryStatus == 'Canceled'
      every: 100ms
      within: 1s
rescue:
  - id: over
    handover: { to: ops, note: "{{ failure.because }}" }
"""


@dataclass(slots=True)
class Stay:
    """A place for runs, and the simulator that stays."""

    place: Path
    simulator: Simulator

    def play(self, text: str) -> str:
        """A playbook of one's own."""
        path = self.place / "play.yaml"
        path.write_text(text)
        return str(path)

    def arguments(self, playbook: str, case: str, *more: str) -> list[str]:
        server = f"kc={self.simulator.servers['karmacheck']}"
        return ["run", playbook, "-i", f"case_id={case}", "-e", "simulator", "--server", server, "-o", "json", *more]

    def run(self, playbook: str, case: str) -> "subprocess.CompletedProcess[str]":
        return self.say(*self.arguments(playbook, case))

    def say(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return runbook(*arguments, state=self.place)

    @property
    def runs(self) -> Path:
        return self.place / "state" / "runs"

    @property
    def name(self) -> str:
        """The name of the newest run."""
        return list_runs(self.runs)[0].run

    def events(self) -> list[Event]:
        return [one.event for one in read_journal(self.runs / f"{self.name}.db").events]

    def under_way(self, playbook: str, case: str) -> "AbstractContextManager[subprocess.Popen[str]]":
        """A run whose cancelling of the case has taken effect and is not answered yet."""
        return self.waiting(self.arguments(playbook, case), "cancel_case", case)

    @contextmanager
    def waiting(
        self, arguments: Sequence[str], operation: str, case: str, **more: str
    ) -> "Iterator[subprocess.Popen[str]]":
        """The program, once an operation of it has taken effect; `more`: environment variables."""
        process = subprocess.Popen(
            [sys.executable, "-m", "runbook", *arguments],
            env=environment(self.place, **more),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            deadline = time.monotonic() + 30
            while time.monotonic() < deadline and not self._applied(operation, case):
                time.sleep(0.02)
            yield process
        finally:
            if process.poll() is None:
                os.kill(process.pid, signal.SIGKILL)
            process.communicate(timeout=30)

    def _applied(self, operation: str, case: str) -> bool:
        try:
            recorded = any(isinstance(event, AttemptStarted) for event in self.events())
        except (IndexError, JournalError):
            return False
        return recorded and self.simulator.ledger.applied(operation, case) == 1

    def cut_off(self, playbook: str, case: str) -> str:
        """A run that is killed between its attempt and the answer; its name."""
        with self.under_way(playbook, case) as process:
            os.kill(process.pid, signal.SIGKILL)
            process.wait(timeout=30)
        return self.name


def report(done: "subprocess.CompletedProcess[str]") -> Mapping[str, object]:
    """The report that was printed."""
    assert done.stdout, done.stderr
    said = json.loads(done.stdout)
    assert isinstance(said, dict)
    return said
