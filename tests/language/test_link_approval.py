import pytest

from tests.language.linked import READ, book, linked, said


def test_what_is_demanded_becomes_part_of_the_procedure() -> None:
    text = book(READ, more="approval: { approvers: 2, signers: allowed_signers, environments: [stage] }")
    procedure, found = linked(text)
    assert found == []
    assert procedure is not None
    assert procedure.approval is not None
    assert (procedure.approval.approvers, procedure.approval.signers) == (2, "allowed_signers")
    assert procedure.approval.environments == ("stage",)


def test_one_approver_is_enough_where_no_number_is_given() -> None:
    procedure, _ = linked(book(READ, more="approval: { signers: allowed_signers }"))
    assert procedure is not None
    assert procedure.approval is not None
    assert procedure.approval.approvers == 1


def test_without_it_nobody_has_to_approve() -> None:
    procedure, _ = linked(book(READ))
    assert procedure is not None
    assert procedure.approval is None


def test_signers_that_are_not_there_are_found_before_anything_runs() -> None:
    assert said(book(READ, more="approval: { signers: missing }")) == [("no-signers", "missing")]


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("{ approvers: 0, signers: allowed_signers }", "0"),
        ("{ approvers: 1.5, signers: allowed_signers }", "1.5"),
        ("{ approvers: 1 }", "{ approvers: 1 }"),
        ("{ signers: allowed_signers, enviroments: [prod] }", "enviroments"),
        ("{ signers: allowed_signers, environments: [] }", "[]"),
        ("{ signers: [a] }", "[a]"),
    ],
)
def test_mistakes_are_found_in_their_place(written: str, at: str) -> None:
    assert said(book(READ, more=f"approval: {written}")) == [("schema", at)]
