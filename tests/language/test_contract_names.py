"""One name, one contract."""

from runbook.diagnostics.diagnostic import Diagnostic
from runbook.diagnostics.source import Source, Span
from runbook.language.link import link
from runbook.providers.contract import Contract
from tests.language.linked import HEAD, READ, SHOP, Shelf, contract, imported, parsed

TWO = HEAD.replace("providers:", "providers:\n  mill: {{ contract: twin }}").format(effect="read")
USED = HEAD.replace("contract: shop", "contract: twin").format(effect="read") + f"steps: [ {READ} ]\n"


class Twins(Shelf):
    """Besides the shop there is another document that calls itself so. `same`: it is the very same document."""

    def __init__(self, same: bool, files: dict[str, str] | None = None) -> None:
        super().__init__(files)
        self.same = same

    def contract(
        self, reference: str, span: Span, overlay: str | None = None
    ) -> tuple[Contract | None, list[Diagnostic]]:
        if reference == "twin" and not self.same:
            return imported(Source("twin.yaml", SHOP.replace("Too late.", "Too late!")), "shop"), []
        return contract("shop"), []


def found(text: str, shelf: Shelf) -> list[str]:
    playbook, _ = parsed(text)
    assert playbook is not None
    return [one.rule for one in link(playbook, shelf)[1]]


def test_two_documents_of_one_name_are_refused() -> None:
    assert found(f"{TWO}steps: [ {READ} ]\n", Twins(same=False)) == ["one-name-two-contracts"]


def test_one_document_may_serve_two_providers() -> None:
    assert found(f"{TWO}steps: [ {READ} ]\n", Twins(same=True)) == []


def test_the_contracts_of_used_playbooks_count_wherever_they_are_used() -> None:
    use = "{ id: u, use: other.yaml, with: { id: x } }"
    group = f"{{ id: g, group: {{ steps: [ {{ id: p, parallel: [ {{ id: q, steps: [ {use} ] }} ] }} ] }} }}"
    text = HEAD.format(effect="read") + f"steps: [ {group} ]\n"
    assert found(text, Twins(same=False, files={"other.yaml": USED})) == ["one-name-two-contracts"]
