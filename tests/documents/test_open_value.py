"""Containers that are still being read."""

from runbook.documents.open_value import Named, Open


def mapping(**members: int) -> Open:
    return Open(dict(members), 0, None, 0, 0)


def test_a_key_is_the_same_when_it_is_equal() -> None:
    assert mapping(a=1).same_key("a") == "a"
    assert mapping(a=1).same_key("b") is None


def test_a_key_is_the_same_when_it_reads_the_same() -> None:
    container = mapping()
    assert container.same_key("caf\u00e9") is None
    assert container.same_key("cafe\u0301") == "caf\u00e9"


def test_endless_keys_are_compared_letter_by_letter() -> None:
    container = mapping()
    assert container.same_key("\u00e9" * 300) is None
    assert container.same_key("e\u0301" * 300) is None


def test_a_named_value_knows_how_much_it_holds() -> None:
    assert Named([1, 2], row=3, height=1, nodes=3, characters=2).nodes == 3
