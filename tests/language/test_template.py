from runbook.diagnostics.source import Source, Span
from runbook.language.expression import Name
from runbook.language.template import Condition, Template, templates_in
from tests.language.building import node

SPAN = Span(Source("playbook.yaml", "x"), 0, 1)


def test_exactly_one_expression_keeps_its_type() -> None:
    assert Template("{{ a }}", (Name("a", 0),), SPAN).is_single
    assert not Template("{{ a }}b", (Name("a", 0), "b"), SPAN).is_single
    assert not Template("a", ("a",), SPAN).is_single


def test_each_segment_knows_where_its_offsets_begin() -> None:
    template = Template("a{{ b }}", ("a", Name("b", 0)), SPAN, (0, 4))
    assert template.start(1) == 4
    assert Template("{{ b }}", (Name("b", 0),), SPAN).start(0) == 0


def test_a_place_is_exact_where_the_document_is_known() -> None:
    written = node("{{ abc }}")
    span = Template("{{ abc }}", (Name("abc", 0),), written.span, (3,), written).place(3, 6)
    assert span.source.text[span.start : span.end] == "abc"
    span = Condition("abc", Name("abc", 0), written.span, written).place(3, 6)
    assert span.source.text[span.start : span.end] == "abc"


def test_without_a_document_the_place_is_all_of_it() -> None:
    assert Template("{{ b }}", (Name("b", 0),), SPAN).place(0, 1) == SPAN
    assert Condition("b", Name("b", 0), SPAN).place(0, 1) == SPAN


def test_where_it_was_read_makes_no_difference_to_what_it_is() -> None:
    assert Condition("b", Name("b", 0), SPAN, node("b")) == Condition("b", Name("b", 0), SPAN)


def test_every_template_of_a_value_is_found_in_order() -> None:
    first, second = Template("{{ a }}", (Name("a", 0),), SPAN), Template("{{ b }}", (Name("b", 0),), SPAN)
    assert list(templates_in({"x": [first, "a", 1, None], "y": {"z": second}})) == [first, second]
    assert list(templates_in("text")) == []
