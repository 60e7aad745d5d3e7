from runbook.choice import Choice


class Colour(Choice):
    RED = "red"
    BLUE = "blue"


def test_members_are_found_in_tables_and_by_their_values() -> None:
    assert {Colour.RED: 1, Colour.BLUE: 2}[Colour("blue")] == 2
    assert hash(Colour.RED) == hash(Colour("red"))


def test_its_hash_is_not_python_code() -> None:
    assert Colour.__hash__ is object.__hash__
