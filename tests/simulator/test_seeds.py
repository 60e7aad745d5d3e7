"""The whole table, as the page and the terminal show it."""

import re
from pathlib import Path

import pytest

from runbook.simulator.faults import FaultKind
from runbook.simulator.seed import Seed
from runbook.simulator.seeds import SEEDS, command_line, described_faults, described_seeds

ROOT = Path(__file__).parents[2]


def test_every_id_stands_there_once() -> None:
    keys = [(seed.provider, seed.id) for seed in SEEDS]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.id)
def test_every_command_line_names_a_playbook_and_inputs_that_exist(seed: Seed) -> None:
    words = command_line(seed).split()
    playbook = (ROOT / words[2]).read_text("utf-8")
    for name in re.findall(r"-i (\w+)=", command_line(seed)):
        assert f"  {name}:" in playbook
    (alias,) = re.findall(r"--server (\w+)=http://x", command_line(seed, "http://x"))
    assert f"  {alias}:\n    contract: {seed.provider}\n" in playbook


def test_ids_of_cases_fit_the_pattern_of_the_playbook() -> None:
    for seed in SEEDS:
        if seed.provider == "karmacheck":
            assert re.fullmatch(r"[A-Za-z0-9-]{1,64}", f"{seed.id}--0001--rate-limited-date-x12")


def test_both_tables_are_json_that_says_everything() -> None:
    assert len(described_seeds({})) == len(SEEDS)
    assert len(described_faults()) == len(FaultKind)
