"""What a playbook declares before its steps."""

from tests.language.linked import READ, book, procedure_of


def test_inputs_and_providers_are_known_by_their_names() -> None:
    procedure = procedure_of(book(READ))
    assert procedure.inputs["id"].required
    assert procedure.providers["shop"].contract.name == "shop"
