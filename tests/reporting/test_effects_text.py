import json
from pathlib import Path

import jsonschema
import pytest

from runbook.frozen import replace
from runbook.reporting.effects_text import STATES, EffectLine, effects_json, effects_text
from runbook.reporting.report import Settled
from runbook.reporting.style import paint_plain

SCHEMA = Path(__file__).parents[2] / "schemas/ledger.schema.json"
EFFECT = EffectLine(
    0.0, "prod", "", "kc", "cancel_case", "/case/id/c-1/cancel", "r-1", "case", "ada", "happened", "", False
)


def test_one_line_says_when_where_what_which_run_who_and_what_became_of_it() -> None:
    said = paint_plain(effects_text([EFFECT]))
    assert said == "✓ 1970-01-01 00:00:00Z  prod  kc.cancel_case  /case/id/c-1/cancel  r-1 case, ada  happened\n"


def test_effects_at_one_path_differ_in_what_was_asked_and_where() -> None:
    said = paint_plain(effects_text([replace(EFFECT, arguments='{"ids":["s1"]}', server="http://127.0.0.1:1")]))
    assert "  prod at http://127.0.0.1:1  " in said
    assert '  /case/id/c-1/cancel {"ids":["s1"]}  ' in said
    assert "…  r-1" in paint_plain(effects_text([replace(EFFECT, arguments="x" * 100)]))


def test_why_nobody_knows_stands_behind_it() -> None:
    doubtful = replace(EFFECT, state="in_doubt", because="its journal is gone", again=True)
    assert paint_plain(effects_text([doubtful])).endswith("in doubt: its journal is gone (--again)\n")


def test_what_a_person_said_and_what_can_be_said_stand_beside_it() -> None:
    settled = replace(EFFECT, said=Settled(60.0, True, "eve", "they show it"))
    said = paint_plain(effects_text([settled]))
    assert said.endswith("happened (eve said at 1970-01-01 00:01:00Z that it happened: they show it)\n")
    doubtful = replace(EFFECT, state="in_doubt", next=("runbook settle r-1 case --happened --because TEXT",))
    assert paint_plain(effects_text([doubtful])).splitlines()[1] == f"    {doubtful.next[0]}"


def test_nothing_is_said_to_be_nothing() -> None:
    assert paint_plain(effects_text([])) == "no effects yet\n"
    assert paint_plain(effects_text([], whole=False)) == "no such effect\n"


@pytest.mark.parametrize("state", STATES)
def test_for_scripts_it_has_the_published_shape(state: str) -> None:
    schema = json.loads(SCHEMA.read_text())
    said = effects_json(
        [replace(EFFECT, state=state), replace(EFFECT, said=Settled(60.0, True, "eve", "x"), next=("y",))]
    )
    jsonschema.Draft202012Validator(schema).validate(said)
