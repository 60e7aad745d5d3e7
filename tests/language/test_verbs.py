from tests.language.linked import book, finding, said


def test_a_step_without_a_verb_is_asked_which_it_meant() -> None:
    found = finding(book("{ id: a, cal: shop.pay }"), "one-verb")
    assert found.help == 'did you mean "call"?'
    assert said(book("{ id: a, cal: shop.pay }")) == [("one-verb", "cal")]


def test_a_step_with_no_verb_at_all_is_shown_them() -> None:
    assert "handover" in finding(book("{ id: a, title: T }"), "one-verb").help
    assert said(book("{ id: a, title: T }")) == [("one-verb", "id")]


def test_a_step_with_two_verbs_is_told_so_once() -> None:
    steps = "{ id: a, wait: 1s, call: shop.pay, outcomes: [] }"
    assert said(book(steps, effect="irreversible")) == [("one-verb", "call")]
    assert finding(book(steps), "one-verb").related[0].label == "the first verb"


def test_steps_are_looked_at_wherever_they_stand() -> None:
    steps = "{ id: a, group: { steps: [ { id: b, parallel: [ { id: c, steps: [ { id: d } ] } ] } ] } }"
    assert said(book(steps, more="rescue: [ { id: e } ]")) == [("one-verb", "id"), ("one-verb", "id")]


def test_a_missing_id_is_still_reported() -> None:
    assert '"id"' in finding(book("{ wait: 1s }"), "schema").message
