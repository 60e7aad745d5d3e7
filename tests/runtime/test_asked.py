from pathlib import Path

import pytest

from runbook.diagnostics.source import Source, Span
from runbook.runtime.asked import Asking, contracts_of, notes_json, read_notes, still_holds
from runbook.runtime.library import DiskLibrary

USED = "runbook: 1\nname: used\n"


@pytest.fixture
def span(tmp_path: Path) -> Span:
    (tmp_path / "used.yaml").write_text(USED)
    return Span(Source(str(tmp_path / "main.yaml"), ""), 0, 0)


def library() -> DiskLibrary:
    return DiskLibrary(lambda source: (None, []))


def test_every_answer_is_noted_with_what_it_rests_on(span: Span) -> None:
    asking = Asking(library())
    contract, _ = asking.contract("vault", span)
    asking.playbook("used.yaml", span)
    assert contract is not None
    assert asking.notes is not None
    assert [(one.what, one.reference) for one in asking.notes] == [("contract", "vault"), ("playbook", "used.yaml")]
    assert [one.digest for one in asking.notes] == [contract.digest, Source("", USED).digest]
    assert asking.contracts == [contract]


def test_notes_survive_as_data_and_lead_to_the_same_contracts(span: Span) -> None:
    asking = Asking(library())
    contract, _ = asking.contract("vault", span)
    notes = read_notes(notes_json(asking.notes or []))
    assert notes == asking.notes
    (again,) = contracts_of(library(), notes)
    assert contract is not None
    assert again.digest == contract.digest


def test_a_note_holds_as_long_as_its_text_is_the_same(span: Span, tmp_path: Path) -> None:
    asking = Asking(library())
    asking.playbook("used.yaml", span)
    (note,) = asking.notes or []
    assert still_holds(library(), note)
    (tmp_path / "used.yaml").write_text(USED + "# changed\n")
    assert not still_holds(library(), note)


def test_what_cannot_be_asked_again_leaves_no_notes(span: Span) -> None:
    for ask in (
        lambda asking: asking.contract("missing.yaml", span),
        lambda asking: asking.playbook("missing.yaml", span),
        lambda asking: asking.adapter("somebody-elses"),
    ):
        asking = Asking(library())
        ask(asking)
        asking.contract("vault", span)
        assert asking.notes is None


@pytest.mark.parametrize("data", [None, {}, [1], [["contract", "a", "b"]], [["contract", 1, "b", None, "c", "d"]]])
def test_other_data_are_no_notes(data: object) -> None:
    with pytest.raises(ValueError, match="no notes"):
        read_notes(data)  # type: ignore[arg-type]


def test_allowed_signers_are_noted_as_there_and_may_change(span: Span, tmp_path: Path) -> None:
    signers = tmp_path / "allowed_signers"
    signers.write_text("ann ssh-ed25519 AAAA\n")
    asking = Asking(library())
    assert asking.signers("allowed_signers", span) == []
    (note,) = read_notes(notes_json(asking.notes or []))
    signers.write_text("bob ssh-ed25519 BBBB\n")
    assert still_holds(library(), note)
    signers.unlink()
    assert not still_holds(library(), note)
    assert asking.signers("allowed_signers", span)
    assert asking.notes is None
