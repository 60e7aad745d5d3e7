"""What belongs to `for_each`, as it is written."""

import pytest

from runbook.language.playbook import Hole, WrittenLoop
from tests.language.linked import book, parsed, words

STEP = "{ id: a, for_each: inputs.ids, MORE, wait: 1s }"


def loop(more: str) -> WrittenLoop:
    playbook, _ = parsed(book(f"{{ id: a, for_each: inputs.ids, {more}, assert: true }}"))
    assert playbook is not None
    found = playbook.body.steps[0].loop
    assert found is not None
    return found


def findings(more: str) -> list[tuple[str, str]]:
    _, found = parsed(book(f"{{ id: a, for_each: inputs.ids, {more}, assert: inputs.id != 'x' }}"))
    return [(one.rule, words(one.span)) for one in found]


def test_a_number_is_a_bound() -> None:
    bound = loop("at_most: 12").at_most
    assert bound is not None
    assert not isinstance(bound, Hole)
    assert bound.text == "12"


def test_what_cannot_be_read_is_a_hole() -> None:
    assert loop("at_most: '1 +'").at_most == Hole()
    assert loop("label: '1 +'").label == Hole()


def test_a_loop_says_nothing_unless_it_is_written() -> None:
    plain = loop("as: one")
    assert (plain.at_most, plain.empty, plain.label, plain.skip_same) == (None, None, None, False)


@pytest.mark.parametrize("more", ["at_most: 0", "at_most: -1", "at_most: 1.5", "at_most: true", "at_most: []"])
def test_a_bound_is_a_whole_number_of_at_least_one(more: str) -> None:
    assert [rule for rule, _ in findings(more)] == ["schema"]


def test_an_empty_list_that_stops_or_is_tolerated_has_a_reason() -> None:
    assert findings("empty: { then: already }") == []
    assert [rule for rule, _ in findings("empty: { then: stop }")] == ["schema"]
    assert [rule for rule, _ in findings("empty: { then: tolerate }")] == ["schema"]
    assert [rule for rule, _ in findings("empty: { then: retry, because: x }")] == ["schema"]


def test_its_keys_need_a_list() -> None:
    for more in ("at_most: 1", "label: inputs.id", "on_error: stop", "same: skip", "empty: { then: already }"):
        _, found = parsed(book(f"{{ id: a, {more}, assert: inputs.id != 'x' }}"))
        assert [one.rule for one in found] == ["schema"], more


def test_pages_come_later_and_that_is_said_once() -> None:
    assert findings("pages: { next: x }") == [("pages-later", "pages")]
