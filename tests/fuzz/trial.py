"""One changed document, and how the program takes it: a documented exit code, words, no traceback, no hang."""

import time
from pathlib import Path
from random import Random

import yaml

from tests.fuzz.mutation import changed
from tests.threats.stage import API, PLAY, Done, Stage

SECONDS = 10.0
"""Of CPU, for one command."""

ENDS = frozenset({0, 1, 2, 3, 4, 5, 6})
_PROFILE = 'secrets: { KC_TOKEN: "env:KC_TOKEN" }\nproxy: http://127.0.0.1:9\n'
_INPUTS = "ids: [a, b]\ntext: plain\n"
_FILES = {"play.yaml": PLAY, "api.yaml": API, "profile.yaml": _PROFILE, "inputs.yaml": _INPUTS}


def tried(seed: int, place: Path) -> list[str]:
    """What is wrong with how the program takes one changed file; empty when nothing is."""
    random = Random(f"fuzz {seed}")
    name = random.choice(("play.yaml", "play.yaml", "play.yaml", "api.yaml", "api.yaml", "profile.yaml", "inputs.yaml"))
    stage = Stage(place, more={"RUNBOOK_PROFILE": str(place / "profile.yaml")})
    for other, text in _FILES.items():
        data = yaml.safe_load(text)
        data = changed(data, random) if other == name else data
        stage.write(other, yaml.safe_dump(data, allow_unicode=True, sort_keys=False)).chmod(0o600)
    play, inputs = str(place / "play.yaml"), str(place / "inputs.yaml")
    server = ("--server", "kc=http://127.0.0.1:9", "-e", "stage", "--inputs", inputs)
    commands = (
        ("validate", play),
        ("run", play, *server, "--dry-run", "-o", random.choice(("text", "json"))),
        ("diff", play, play),
    )
    return [f"seed {seed}, {name}: {said}" for command in commands for said in _wrong(stage, command)]


def _wrong(stage: Stage, command: tuple[str, ...]) -> list[str]:
    began = time.process_time()
    done = stage.play(*command)
    took = time.process_time() - began
    slow = [f"{command[0]} took {took:.1f} s"] if took > SECONDS else []
    return [*slow, *_of(done, command[0])]


def _of(done: Done, command: str) -> list[str]:
    found = [] if done.code in ENDS else [f"{command} ended with {done.code}"]
    if "Traceback" in done.out + done.err:
        found.append(f"{command} printed a traceback")
    if done.code == 2 and "error" not in done.out + done.err:
        found.append(f"{command} says nothing")
    return found
