from runbook.providers.record import Record, names_of


def test_members_are_read_by_their_type() -> None:
    record = Record({"a": "x", "b": True, "c": 2, "d": ["x"], "e": [{"a": "y"}], "f": {"g": {"a": "z"}}})
    assert (record.text("a"), record.optional("a"), record.flag("b"), record.number("c")) == ("x", "x", True, 2.0)
    assert record.texts("d") == ("x",)
    assert [one.text("a") for one in record.records("e")] == ["y"]
    assert {name: one.text("a") for name, one in record.mapping("f").items()} == {"g": "z"}
    inner = record.record("f")
    assert inner is not None
    assert inner.mapping("g").keys() == {"a"}


def test_what_is_absent_is_empty() -> None:
    record = Record({})
    assert (record.text("a"), record.flag("a"), record.number("a"), record.texts("a")) == ("", False, 0.0, ())
    assert (record.optional("a"), record.record("a"), record.at("a")) == (None, None, None)
    assert (record.records("a"), record.mapping("a")) == ((), {})
    assert Record(None).text("a") == ""


def test_an_operation_is_called_by_its_alias_and_its_id_or_else_by_its_path() -> None:
    place = {"method": "GET", "path": "/x"}
    assert names_of(Record({**place, "alias": "a", "operationId": "b"})) == ("a", "b")
    assert names_of(Record({**place, "alias": "", "operationId": "b"})) == ("b",)
    assert names_of(Record({**place, "alias": "a", "operationId": "a"})) == ("a",)
    assert names_of(Record({**place, "alias": "", "operationId": ""})) == ("GET /x",)
