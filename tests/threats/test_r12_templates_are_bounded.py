"""R12: template bombs and escapes, live or in dead code, end in an error with a place within 1 s and 100 MB."""

import json
import os
import re
from pathlib import Path

import pytest

from tests.language.test_jinja import BOMBS, ESCAPES
from tests.threats.stage import PLAY, WHOLE, Measured, Stage

PLACE = re.compile(r"^ *--> \S*play\.yaml:(\d+):(\d+)$", re.MULTILINE)

SITES = {
    "argument": PLAY.replace('text: "{{ inputs.text }}" }', "text: WRITTEN }"),
    "condition": PLAY.replace("    timeout: 5s", "    when: BARE\n    timeout: 5s"),
    "dead step": PLAY.replace("steps:\n", "steps:\n  - { id: dead, when: 1 == 2, let: { x: WRITTEN } }\n"),
    "rescue": PLAY.replace('note: "{{ failure.because }} ({{ failure.said }})"', "note: WRITTEN"),
    "output": PLAY.replace('state: "{{ steps.cancel.state }}"', "state: WRITTEN"),
}


def bombed(site: str, text: str) -> str:
    """The playbook with the expression at its site, alone, in a branch that is never taken and behind a false."""
    return SITES[site].replace("WRITTEN", json.dumps(f"{{{{ {text} }}}}")).replace("BARE", json.dumps(text))


def assert_refused(done: Measured, text: str) -> None:
    shown = done.out + done.err
    assert done.code == 2, (text, done.code, shown)
    assert PLACE.search(shown), (text, shown)
    assert "Traceback" not in shown
    assert done.cpu < 1, text
    assert done.peak < 100 << 10, (text, done.peak)


@pytest.mark.parametrize("site", SITES)
def test_every_bomb_and_escape_is_refused_in_its_place_by_validate_plan_and_run(site: str, tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    assert len(BOMBS) >= 26
    assert len(ESCAPES) >= 19
    texts = [text for text in (*BOMBS, *ESCAPES) if "\n" not in text]
    commands: list[list[str]] = []
    first = list(SITES).index(site)
    texts = list(texts) if WHOLE in os.environ else texts[first :: len(SITES)]  # each text at one of the sites
    for number, text in enumerate(texts):
        shape = ("{}", "false and ({})", "1 if true else ({})")[number % 3]
        stage.write(f"{number}/api.yaml", (tmp_path / "api.yaml").read_bytes())
        path = stage.write(f"{number}/play.yaml", bombed(site, shape.format(text)))
        run = ["run", str(path), "-e", "stage", "--server", "kc=http://127.0.0.1:1"]
        commands += [["validate", str(path)], [*run, "--dry-run"] if number % 2 else run]
    for number, done in enumerate(stage.limited(*commands)):
        assert_refused(done, texts[number // 2])
    assert stage.journals() == []


def test_a_value_that_grows_ends_the_run_before_anything_is_sent(tmp_path: Path) -> None:
    """What is no bomb to look at: long data put together again and again."""
    double = '"{{ named.vN }}{{ named.vN }}{{ named.vN }}{{ named.vN }}"'
    lets = "".join(
        f"  - {{ id: v{n}, let: {{ w{n}: {double.replace('named.vN', f'w{n - 1}' if n else 'inputs.text')} }} }}\n"
        for n in range(16)
    )
    stage = Stage(tmp_path, PLAY.replace("steps:\n", "steps:\n" + lets))
    given = stage.write("given.json", json.dumps({"text": "x" * 50_000}))
    run = stage.arguments("http://127.0.0.1:1", "--inputs", str(given))
    planned, ran = stage.limited([*run, "--dry-run"], run)
    for done in (planned, ran):
        assert done.code == 2
        assert "error[value-too-large]" in done.err
        assert done.cpu < 1
        assert done.peak < 100 << 10
