import pytest

from runbook.interpreter.fields import CodecError, Fields


def test_absent_members_are_none_or_empty_where_they_may_be_absent():
    of = Fields("x", {})
    assert of.optional_text("a") is None
    assert of.optional_integer("a") is None
    assert of.optional_number("a") is None
    assert of.optional_values("a") is None
    assert of.items("a") is None
    assert (of.values("a"), of.texts("a"), of.integers("a"), of.flag("a")) == ({}, {}, (), False)


@pytest.mark.parametrize("reader", ["values", "texts", "integers", "items", "inner", "flag", "integer", "number"])
def test_a_member_of_a_wrong_type_is_named(reader):
    with pytest.raises(CodecError, match='"a" of a record of type x is not'):
        getattr(Fields("x", {"a": "wrong"}), reader)("a")


def test_a_broken_value_is_a_codec_error():
    with pytest.raises(CodecError, match="mark"):
        Fields("x", {"a": {"$else": 1}}).value("a")
