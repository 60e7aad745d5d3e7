from pathlib import Path

import pytest

from runbook.runtime.applied import Application, AppliedPlans
from runbook.runtime.owner import RunOwnedError

PLAN = "p-" + "0" * 32
FIRST = Application(PLAN, "r-1", 1_800_000_000.0, "ann")


def test_a_plan_is_used_up_by_the_first_run(tmp_path: Path) -> None:
    plans = AppliedPlans(tmp_path)
    assert plans.find(PLAN) is None
    assert plans.claim(FIRST)
    assert not plans.claim(Application(PLAN, "r-2", 0.0, "bob"))
    assert AppliedPlans(tmp_path).find(PLAN) == FIRST


def test_another_plan_is_not(tmp_path: Path) -> None:
    AppliedPlans(tmp_path).claim(FIRST)
    assert AppliedPlans(tmp_path).find("p-" + "1" * 32) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"run": 1}', "7"])
def test_a_record_that_cannot_be_read_still_uses_the_plan_up(text: str, tmp_path: Path) -> None:
    plans = AppliedPlans(tmp_path)
    (tmp_path / "applied" / f"{PLAN}.json").write_text(text)
    assert plans.find(PLAN) == Application(PLAN)
    assert not plans.claim(FIRST)


def test_a_link_in_its_place_uses_the_plan_up(tmp_path: Path) -> None:
    plans = AppliedPlans(tmp_path)
    (tmp_path / "applied" / f"{PLAN}.json").symlink_to(tmp_path / "nowhere")
    assert plans.find(PLAN) == Application(PLAN)
    assert not plans.claim(FIRST)


def test_while_one_process_begins_no_other_can(tmp_path: Path) -> None:
    plans = AppliedPlans(tmp_path)
    with plans.reserved(PLAN):
        with pytest.raises(RunOwnedError), plans.reserved(PLAN):
            pass
        with plans.reserved("p-" + "1" * 32):
            pass
    with plans.reserved(PLAN):
        pass
