import os
from pathlib import Path

import pytest
from plan_project import NOW, Project

from runbook.cli.planned import planning_keyring
from runbook.cli.preparation import Asked, Prepared, prepare
from runbook.cli.saving import name_of, rested, saved
from runbook.planning.outdated import outdated
from runbook.planning.plan_file import Made
from runbook.runtime.secret_memory import SecretMemory

MADE = Made("p-" + "0" * 32, int(NOW), int(NOW) + 60, "ann")


def prepared(asked: Asked) -> Prepared:
    found = prepare(asked)
    assert isinstance(found, Prepared), found
    return found


def test_a_plan_rests_on_texts_adapters_and_servers(project: Project) -> None:
    asked = Asked("play.yaml", ("case_id=c",), None, "simulator", ("kc=http://127.0.0.1:4010",))
    one = prepared(asked)
    made = saved(one, asked, MADE, planning_keyring(one, SecretMemory()))
    assert made.basis.servers == {"kc": "http://127.0.0.1:4010"}
    assert made.basis.adapters["karmacheck"].digest.startswith("sha256:")
    assert [secret.name for secret in made.secrets] == ["KARMACHECK_TOKEN"]
    assert outdated(made, rested(one, asked, MADE)) == []


def test_the_contract_and_the_input_that_it_was_made_of_count(project: Project) -> None:
    asked = Asked("play.yaml", ("case_id=c",), None, "simulator", ())
    before = rested(prepared(asked), asked, MADE)
    other = Asked("play.yaml", ("case_id=d",), None, "simulator", ())
    (found,) = outdated(before, rested(prepared(other), other, MADE))
    assert (found.rule, found.subject) == ("plan-source-changed", "inputs")


def test_a_playbook_is_named_as_everybody_can_name_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert name_of("a/play.yaml") == "a/play.yaml"
    assert name_of("./a/../play.yaml") == "play.yaml"
    assert name_of(str(tmp_path / "a" / "play.yaml")) == os.path.join("a", "play.yaml")
    assert name_of("/elsewhere/play.yaml") == "/elsewhere/play.yaml"
