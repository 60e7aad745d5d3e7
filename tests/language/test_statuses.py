from runbook.language.statuses import covers, declared, is_unsolicited, overlaps, to_handle
from tests.language.linked import contract


def test_a_range_takes_its_codes_and_a_code_only_itself() -> None:
    assert covers("4XX", "404")
    assert covers("404", "404")
    assert not covers("404", "4XX")
    assert overlaps("404", "4XX")
    assert not covers("not_sent", "no_answer")


def test_a_contract_declares_what_a_row_can_take() -> None:
    operation = contract("shop").operation("cancel_order")
    assert [one.status for one in declared(operation, "4XX")] == ["404", "422"]
    assert declared(operation, "418") == ()
    assert [status for status, _ in to_handle(operation)] == ["200", "404", "422"]


def test_some_codes_come_from_anywhere() -> None:
    assert is_unsolicited("429")
    assert is_unsolicited("5XX")
    assert not is_unsolicited("418")
