from runbook.diagnostics.source import Source, Span
from runbook.language.judging import templates_in
from runbook.language.template import Template
from tests.language.linked import READ, book, finding, said

SPAN = Span(Source("x", ""), 0, 0)


def test_every_template_of_a_value_is_found() -> None:
    one = Template("x", ("x",), SPAN)
    assert list(templates_in({"a": [one, 1, {"b": one}], "c": None})) == [one, one]


def test_names_are_checked_with_their_place_and_a_suggestion() -> None:
    found = finding(book("{ id: a, when: inputs.cuont > 1, wait: 1s }"), "unknown-field")
    assert found.help == 'did you mean "count"?'


def test_types_are_checked_too() -> None:
    assert said(book("{ id: a, when: inputs.id > 1, wait: 1s }")) != []
    assert said(book("{ id: a, when: inputs.count, wait: 1s }")) == [("type-mismatch", "inputs.count")]


def test_only_a_list_can_be_gone_over() -> None:
    text = book(READ.replace("outcomes", "for_each: inputs.id, outcomes"))
    assert said(text) == [("type-mismatch", "inputs.id")]


def test_a_step_that_runs_later_is_not_a_step_that_does_not_exist() -> None:
    text = book("{ id: a, when: steps.b.state == 'done', wait: 1s }, { id: b, wait: 1s }")
    assert said(text) == [("step-not-before", "steps.b.state")]
    text = book("{ id: a, when: steps.c.state == 'done', wait: 1s }, { id: b, wait: 1s }")
    assert said(text) == [("unknown-field", "c")]


def test_names_that_live_elsewhere_are_told_where() -> None:
    text = book("{ id: a, handover: { to: '{{ failure.step }}', note: '{{ response.status }} {{ secrets.X }}' } }")
    assert [rule for rule, _ in said(text)] == ["name-elsewhere"] * 3
    text = book("{ id: a, handover: { to: '{{ failure.step }}' } }")
    assert finding(text, "name-elsewhere").message == "`failure` is known only in `rescue` and `always`"


def test_what_could_not_be_read_is_not_judged() -> None:
    assert len(said(book("{ id: a, let: { x: '{{ ( }}' } }, { id: b, when: x == 1, wait: 1s }"))) == 1
