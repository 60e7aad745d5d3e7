"""Putting quick checks together."""

from runbook.documents.quick import ALWAYS, NEVER, UNSURE, Quick, either, every, exactly_one, none_of, some

SMALL = Quick(lambda value: isinstance(value, int) and value < 10)
EVEN = Quick(lambda value: isinstance(value, int) and value % 2 == 0)
MAYBE = Quick(lambda value: value == 4, exact=False)


def test_every_part_must_say_yes() -> None:
    assert every([]).check(1)
    assert every([SMALL, EVEN, ALWAYS]).check(4)
    assert not every([SMALL, EVEN]).check(3)
    assert not every([SMALL, EVEN, MAYBE]).check(2)
    assert not every([NEVER]).check(1)


def test_a_whole_is_as_sure_as_its_parts() -> None:
    assert every([SMALL, EVEN]).exact
    assert not every([SMALL, MAYBE]).exact
    assert not some([SMALL, MAYBE]).exact
    assert not every([UNSURE]).exact


def test_one_yes_is_enough_for_some() -> None:
    assert some([SMALL, EVEN]).check(12)
    assert not some([SMALL, EVEN]).check(13)


def test_exactly_one_counts() -> None:
    one = exactly_one([SMALL, EVEN])
    assert [one.check(value) for value in (4, 3, 12, 13)] == [False, True, True, False]


def test_a_no_that_is_not_sure_is_never_turned_into_a_yes() -> None:
    assert none_of(MAYBE) is UNSURE
    assert exactly_one([SMALL, MAYBE]) is UNSURE
    assert either(MAYBE, ALWAYS, ALWAYS) is UNSURE
    assert not UNSURE.check(4)


def test_negation_and_choice_of_sure_parts() -> None:
    assert none_of(EVEN).check(3)
    assert not none_of(EVEN).check(4)
    chosen = either(EVEN, SMALL, NEVER)
    assert chosen.check(4)
    assert not chosen.check(12)
    assert not chosen.check(3)
