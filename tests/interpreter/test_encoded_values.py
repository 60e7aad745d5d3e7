import pytest
from hypothesis import given, settings

from runbook.interpreter.encoded_values import decode, encode
from runbook.values.shape import ANY, STRING
from runbook.values.unknown import PartialText, SecretName, Unknown
from tests.interpreter.strategies import values


@settings(deadline=None)
@given(values)
def test_values_come_back_as_they_were(value):
    assert decode(encode(value)) == value


def test_an_unknown_value_keeps_its_origin_only():
    assert decode(encode(Unknown(STRING, "response.body.id"))) == Unknown(ANY, "response.body.id")


def test_partly_known_text_comes_back():
    text = PartialText(("/case/", Unknown(ANY, "x"), "/cancel"))
    assert decode(encode(text)) == text


def test_a_mapping_with_other_members_beside_a_mark_needs_no_wrapping():
    assert encode({"$secret": "a", "b": SecretName("c")}) == {"$secret": "a", "b": {"$secret": "c"}}


def test_a_mark_that_nobody_ever_wrote_is_refused():
    with pytest.raises(ValueError, match="no value is written with the mark"):
        decode({"$else": 1})
