"""R38: a pattern in an input's or a contract's schema has a budget, whoever wrote it and whatever is matched."""

import json
from pathlib import Path

import pytest

from tests.documents.test_patterns import BOMBS
from tests.threats.stage import API, PLAY, Stage

TEXTS = ("a" * 30 + "!", "a" * 5000 + "!", "x" * 5000, "a-" * 2000 + "!")


@pytest.mark.parametrize("where", ["input", "contract"])
def test_no_pattern_takes_long(where: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    commands = []
    for number, bomb in enumerate(BOMBS):
        schema = f"{{ type: string, pattern: {json.dumps(bomb)} }}"
        play = PLAY.replace(
            "text: { type: string, default: plain }", f"text: {schema if where == 'input' else '{ type: string }'}"
        )
        api = API.replace("text: { type: string }", f"text: {schema}") if where == "contract" else API
        stage.write(f"{number}/api.yaml", api)
        path = stage.write(f"{number}/play.yaml", play)
        for index, text in enumerate(TEXTS):
            given = stage.write(f"{number}/given{index}.json", json.dumps({"text": text}))
            run = ["run", str(path), "-e", "stage", "--server", "kc=http://127.0.0.1:1", "--dry-run"]
            commands.append([*run, "--inputs", str(given)])
    for command, done in zip(commands, stage.limited(*commands), strict=True):
        assert done.code in (0, 2), (command, done.err)
        assert done.cpu < 2, command
        assert done.peak < 300 << 10
