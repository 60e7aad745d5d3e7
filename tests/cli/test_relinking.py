from pathlib import Path

import pytest
from prepared import CASE, ROOT, WITHDRAW, prepared
from recorded import altered, begun, cut_off, without

from runbook.cli.exits import Exit
from runbook.cli.refusal import Refusal
from runbook.cli.relinking import relink
from runbook.language.procedure import Procedure

PLAYS = {
    CASE: ["case_id=c-91"],
    WITHDRAW: ["case_id=c-1", "order_id=order-open"],
    str(ROOT / "playbooks/vault/cancel-card-request.yaml"): ["card_request_id=124102"],
    str(ROOT / "playbooks/truework/cancel-order.yaml"): ["order_id=order-open"],
}


@pytest.mark.parametrize("times", [1, 2], ids=["read", "cached"])
@pytest.mark.parametrize("play", PLAYS, ids=lambda play: Path(play).stem)
def test_the_texts_in_the_journal_make_the_same_procedure(
    play: str, times: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [prepared(*PLAYS[play], playbook=play) for _ in range(times)][-1]
    contents = cut_off(made)
    monkeypatch.chdir(tmp_path)
    again = relink(contents, begun(made))
    assert isinstance(again, Procedure), again
    assert again.digest == made.procedure.digest


def test_other_texts_make_another_procedure_which_is_refused() -> None:
    made = prepared()
    contents = cut_off(made, sources=altered(made.sources, "cancel-case.yaml", "no such case", "none"))
    refusal = relink(contents, begun(made))
    assert isinstance(refusal, Refusal)
    assert (refusal.exit, refusal.findings[0].rule) == (Exit.REFUSED, "procedure-changed")


@pytest.mark.parametrize("gone", ["karmacheck.yaml", ""])
def test_a_text_that_is_missing_is_refused(gone: str) -> None:
    made = prepared()
    refusal = relink(cut_off(made, sources=without(made.sources, gone)), begun(made))
    assert isinstance(refusal, Refusal)
    assert refusal.exit is Exit.REFUSED
    assert "procedure-changed" in {one.rule for one in refusal.findings}


def test_a_text_that_is_no_playbook_is_refused() -> None:
    made = prepared()
    refusal = relink(cut_off(made, sources=altered(made.sources, "case.yaml", "runbook: 1", "[")), begun(made))
    assert isinstance(refusal, Refusal)
    assert refusal.exit is Exit.REFUSED
