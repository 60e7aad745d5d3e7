"""The seeded card requests."""

from runbook.simulator.faults import FaultKind
from runbook.simulator.variants import numbered
from runbook.simulator.vault.seeds import ROWS, SEEDS, built_in_fault, seeded_row


def test_ids_are_numbers_and_two_of_them_are_no_requests() -> None:
    assert [seed.id for seed in SEEDS if seeded_row(int(seed.id)) is None] == ["124104", "124199"]
    assert len({row.id for row in ROWS}) == len(ROWS)


def test_ids_of_cards_and_of_requests_are_easily_confused() -> None:
    cards = {row.card for row in ROWS if row.card is not None}
    requests = {row.id for row in ROWS}
    assert 124104 in cards - requests
    assert 124106 in cards & requests


def test_the_list_shows_the_variants_that_a_playbook_checks_first() -> None:
    shown = {row.id for row in ROWS}
    assert {numbered(124102, kind) for kind in FaultKind} <= shown


def test_a_number_asks_for_its_fault_and_only_a_seed_can() -> None:
    fault = built_in_fault(numbered(124101, FaultKind.ERROR_AFTER))
    assert fault is not None
    assert fault.kind is FaultKind.ERROR_AFTER
    assert built_in_fault(124101) is None
    assert built_in_fault(numbered(999999, FaultKind.SLOW)) is None


def test_one_row_says_no_inside_a_yes() -> None:
    fault = built_in_fault(124111)
    assert fault is not None
    assert fault.kind is FaultKind.OK_WITH_ERROR
