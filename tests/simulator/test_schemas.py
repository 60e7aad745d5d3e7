"""Schemas made stricter."""

from runbook.simulator.schemas import SchemaCheck, closed

BODY = {
    "type": "object",
    "required": ["ids"],
    "properties": {
        "ids": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}}}},
        "open": {"type": "object"},
    },
}


def problems(value) -> list[str]:
    return list(SchemaCheck(closed(BODY)).problems(value, "body"))


def test_members_that_are_not_declared_are_refused_at_every_depth() -> None:
    assert problems({"ids": [{"id": "x"}]}) == []
    assert len(problems({"ids": [], "more": 1})) == 1
    assert len(problems({"ids": [{"id": "x", "more": 1}]})) == 1


def test_an_object_that_lists_no_members_stays_open() -> None:
    assert problems({"ids": [], "open": {"anything": 1}}) == []


def test_findings_say_where_and_never_the_value() -> None:
    (text,) = problems({"ids": [{"id": 987654321}]})
    assert text.startswith("body.ids.0.id")
    assert "987654321" not in text


def test_the_schema_itself_is_left_alone() -> None:
    before = repr(BODY)
    closed(BODY)
    assert repr(BODY) == before
    assert closed(True) is True
