"""The whole program on a stage of its own: a small project, a state directory, a canary for a token.

Two ways to play: `Stage.process` starts the real program; `Stage.play` calls the same `main` inside the test's
process, which makes hundreds of runs affordable.
"""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from runbook.cli.main import exit_code
from runbook.interpreter.events import AnswerReceived, AttemptStarted, Event
from runbook.runtime.journal_contents import read_journal
from runbook.runtime.journal_file import JournalError

ROOT = Path(__file__).parents[2]
CANARY = "kc_CaNaRy/0123456789+abcdefghijklmnop=QRSTUVWX"
KEPT = ("PATH", "LANG", "PYTHONPATH", "VIRTUAL_ENV")

WHOLE = "RUNBOOK_THREATS"
"""Environment variable that `python -m tests.threats` sets: every value counts, not a share of them."""


def some(values: Sequence[str], share: int) -> tuple[str, ...]:
    """One value in so many, from the first to the last; all of them for the command."""
    return tuple(values) if WHOLE in os.environ else (*values[::share], *values[-1:])


API = """\
openapi: 3.1.0
info: { title: Things, version: "1" }
servers:
  - { url: "https://things.example", x-runbook: { environment: stage, production: false } }
security: [{ Token: [] }]
paths:
  /things/{id}:
    get:
      operationId: read
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200":
          description: It
          content:
            application/json:
              schema: { type: object, required: [state], properties: { state: { type: string } } }
  /things/{id}/cancel:
    post:
      operationId: cancel
      x-runbook: { effect: irreversible, error_message: /message }
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: q, in: query, schema: { type: string } }
        - { name: X-Note, in: header, schema: { type: string } }
      requestBody:
        content:
          application/json:
            schema: { type: object, properties: { text: { type: string } } }
      responses:
        "200":
          description: Cancelled
          content:
            application/json:
              schema: { type: object, required: [ok], properties: { ok: { type: boolean }, note: { type: string } } }
        "422":
          description: Refused
          content:
            application/json:
              schema: { type: object, properties: { message: { type: string } } }
              example: { message: "No." }
components:
  securitySchemes:
    Token: { type: http, scheme: bearer }
"""

PLAY = """\
runbook: 1
name: cancel-things
title: Cancel things
owner: ops
effect: irreversible
inputs:
  ids: { type: array, items: { type: string }, default: [a] }
  text: { type: string, default: plain }
providers:
  kc:
    contract: api.yaml
    auth: { Token: secrets.KC_TOKEN }
steps:
  - id: cancel
    for_each: inputs.ids
    as: id
    call: kc.cancel
    with: { id: "{{ id }}", text: "{{ inputs.text }}" }
    timeout: 5s
    outcomes:
      - { status: 422, undeclared: true, message: "*", then: stop, because: refused }
      - { status: 200, then: done }
rescue:
  - id: hand_over
    handover: { to: ops, note: "{{ failure.because }} ({{ failure.said }})" }
outputs:
  state: "{{ steps.cancel.state }}"
"""


@dataclass(slots=True, frozen=True)
class Done:
    """How it ended. `code`: exit code; `out`, `err`: what was printed; `events`: what its journal holds."""

    code: int
    out: str
    err: str
    events: tuple[Event, ...] = ()

    @property
    def attempts(self) -> list[AttemptStarted]:
        return [event for event in self.events if isinstance(event, AttemptStarted)]

    @property
    def answers(self) -> list[AnswerReceived]:
        return [event for event in self.events if isinstance(event, AnswerReceived)]


@dataclass(slots=True, frozen=True)
class Measured:
    """One command that `limited` ran. `cpu`: seconds; `peak`: KiB that the process has taken so far."""

    code: int
    out: str
    err: str
    cpu: float
    peak: int


@dataclass(slots=True)
class Stage:
    """A project in `place`, with a contract and a playbook. `more`: environment variables of the program."""

    place: Path
    play_text: str = PLAY
    more: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.write("api.yaml", API)
        self.write("play.yaml", self.play_text)

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
        return path

    @property
    def environment(self) -> dict[str, str]:
        return {
            "HOME": str(self.place),
            "RUNBOOK_STATE": str(self.place / "state"),
            "RUNBOOK_CACHE": str(self.place / "cache"),
            "KC_TOKEN": CANARY,
            **{name: os.environ[name] for name in KEPT if name in os.environ},
            **self.more,
        }

    def arguments(self, url: str, *more: str, play: str = "play.yaml") -> list[str]:
        """To run the stage's playbook against a server, as if it had never been run before."""
        return ["run", str(self.place / play), "-e", "stage", "--server", f"kc={url}", "--again", *more]

    def play(self, *arguments: str) -> Done:
        """The program in this process."""
        out, err, before = io.StringIO(), io.StringIO(), self.journals()
        with surrounded(self.environment), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = exit_code(list(arguments))
        return Done(int(code), out.getvalue(), err.getvalue(), self.events(before))

    def process(self, *arguments: str, stdin: str = "", timeout: float = 60, **more: str) -> Done:
        """The program in a process of its own."""
        before = self.journals()
        done = subprocess.run(
            [sys.executable, "-m", "runbook", *arguments],
            input=stdin,
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
            cwd=self.place,
            errors="surrogateescape",
        )
        return Done(done.returncode, done.stdout, done.stderr, self.events(before))

    def limited(self, *commands: list[str]) -> list[Measured]:
        """Several commands, one after the other, in a process with bounded memory."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.threats.limited"],
            input=json.dumps(commands),
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            cwd=ROOT,
        )
        assert done.returncode == 0, done.stderr
        return [Measured(**json.loads(line)) for line in done.stdout.splitlines()]

    def journals(self) -> list[Path]:
        return sorted((self.place / "state" / "runs").glob("*.db"), key=lambda path: path.stat().st_mtime_ns)

    def events(self, before: Sequence[Path] = ()) -> tuple[Event, ...]:
        """Of the journal that was not there before."""
        journals = [path for path in self.journals() if path not in before]
        return tuple(one.event for one in read_journal(journals[-1]).events) if journals else ()

    def answered(self) -> bool:
        """Whether the newest journal holds an answer already."""
        with contextlib.suppress(JournalError):
            return any(isinstance(event, AnswerReceived) for event in self.events())
        return False

    def kept_bytes(self) -> bytes:
        """Everything that is in any file below the state and the cache."""
        places = [self.place / "state", self.place / "cache"]
        return b"".join(path.read_bytes() for place in places for path in place.rglob("*") if path.is_file())


@contextlib.contextmanager
def surrounded(environment: Mapping[str, str]) -> Iterator[None]:
    """With exactly these environment variables, and the signal handlers put back afterwards."""
    before = dict(os.environ)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    os.environ.clear()
    os.environ.update(environment)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        for number, handler in handlers.items():
            signal.signal(number, handler)
