"""A project whose plans can be approved: a playbook, the keys of four people, and who of them may approve."""

import contextlib
import io
import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from runbook.cli.main import exit_code

NOW = 1_800_000_000.0

PLAY = """\
runbook: 1
name: cancel
title: Cancel a case
owner: ops
effect: irreversible
inputs:
  case_id: { type: string }
providers:
  kc:
    contract: karmacheck
    auth: { JWT: secrets.KARMACHECK_TOKEN }
steps:
  - id: case
    call: kc.cancel_case
    with: { caseId: "{{ inputs.case_id }}" }
    outcomes:
      - { status: 404, then: stop, because: no such case }
      - { status: 422, then: stop, because: refused }
rescue:
  - id: hand_over
    handover: { to: ops, note: "{{ failure.because }}" }
"""

APPROVAL = "approval: { approvers: 1, signers: allowed_signers, environments: [simulator] }\n"


@dataclass(slots=True)
class Said:
    """What the program said. `out` and `err`: what it printed."""

    code: int
    out: str
    err: str


@dataclass(slots=True)
class Project:
    """Below `place`, which must be the working directory. `file`: the plan that the commands are about."""

    place: Path
    keys: Mapping[str, str]
    file: str = "change.plan.json"
    signers: list[str] = field(default_factory=lambda: ["ann", "bob", "cay"])

    def __post_init__(self) -> None:
        (self.place / ".git").mkdir(exist_ok=True)
        self.play(APPROVAL)
        self.allow(*self.signers)

    def play(self, more: str = "") -> None:
        """Write the playbook, with more behind it."""
        (self.place / "play.yaml").write_text(PLAY + more)

    def allow(self, *names: str, options: str = "") -> None:
        """Write who may approve."""
        lines = [f"{name}@example.com {options} {public(self.keys[name])}\n" for name in names]
        (self.place / "allowed_signers").write_text("".join(lines))

    def key(self, name: str) -> str:
        return self.keys[name]

    def plan(self, *more: str, by: str | None = "ann", case: str = "c-91") -> Said:
        key = ["--key", self.key(by)] if by else []
        return say("plan", "play.yaml", "-i", f"case_id={case}", "-e", "simulator", "-o", self.file, *key, *more)

    def approve(self, by: str, *more: str) -> Said:
        return say("approve", self.file, "--key", self.key(by), "--yes", *more)

    def apply(self, *more: str) -> Said:
        return say("apply", self.file, *more)

    @property
    def text(self) -> str:
        return (self.place / self.file).read_text()

    @property
    def document(self) -> Any:
        return json.loads(self.text)

    def runs(self) -> list[Path]:
        """The journals there are."""
        return sorted(Path(os.environ["RUNBOOK_STATE"], "runs").glob("*.db"))


def say(*words: str) -> Said:
    """The program in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = exit_code(list(words))
    return Said(int(code), out.getvalue(), err.getvalue())


def made_keys(folder: Path) -> Mapping[str, str]:
    """Four people's keys: name -> path."""
    for name in ("ann", "bob", "cay", "eve"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", folder / name], check=True)
    return {name: str(folder / name) for name in ("ann", "bob", "cay", "eve")}


def public(key: str) -> str:
    return " ".join(Path(f"{key}.pub").read_text().split()[:2])
