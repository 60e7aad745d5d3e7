from example_difference import CHANGED, MANY, SAME

from runbook.frozen import replace
from runbook.reporting.difference_words import headline, sections


def test_the_gravest_comes_first() -> None:
    first, second, *_ = sections(CHANGED)
    assert (first.title, first.grave) == ("Irreversible calls that became reachable", True)
    assert second.title == "Answers that now lead elsewhere"
    assert first.rows == (("b", "toy.cancel", 'a: 200, 422 "too late", 422 "already gone", 422 (other words)'),)


def test_answers_that_turn_alike_share_a_row() -> None:
    (turned,) = (section for section in sections(MANY) if section.title == "Answers that now lead elsewhere")
    assert [row[1] for row in turned.rows] == ['404, 422 "too late", 422 "already gone", 422 (other words)']


def test_the_headline_counts() -> None:
    assert headline(CHANGED) == "1 irreversible call became reachable; 4 answers now lead elsewhere"
    assert headline(SAME).startswith("nothing differs")
    assert sections(SAME) == ()


def test_a_side_without_a_plan_is_never_the_same() -> None:
    found = replace(SAME, new=replace(SAME.new, unplanned="big has more than 5,000 states, so no plan was made"))
    assert not found.same
    assert headline(found) == (
        "requests and roads were not compared: big has more than 5,000 states, so no plan was made"
    )
