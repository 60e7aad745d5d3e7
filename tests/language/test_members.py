from decimal import Decimal

import pytest

from runbook.language.members import ABSENT, key_text, member, named_shape, some_member_shape
from runbook.language.refusals import OperandError
from runbook.values.shape import ANY, INTEGER, STRING, array_of, object_of, union
from runbook.values.unknown import PartialText, SecretName, Unknown, Value

CLOSED = Unknown(object_of({"id": STRING}), "response.body")
OPEN = Unknown(object_of({"id": STRING}, open=True), "response.body")
ROWS = Unknown(array_of(INTEGER), "rows")


@pytest.mark.parametrize("name", ["items", "keys", "values", "get", "pop", "copy", "update", "__class__", "__len__"])
def test_a_member_is_a_key_and_never_an_attribute(name: str) -> None:
    assert member({name: "mine"}, name) == "mine"
    for of in ({}, [], "text", 1, None, True, PartialText(("x",))):
        assert member(of, name) is ABSENT


@pytest.mark.parametrize(
    ("of", "key", "found"),
    [
        (["a", "b"], 1, "b"),
        (["a", "b"], -1, "b"),
        (["a"], 1, ABSENT),
        (["a"], -2, ABSENT),
        ({"1": "a"}, 1, ABSENT),
        ("text", 0, ABSENT),
        (CLOSED, "id", Unknown(STRING, "response.body.id")),
        (CLOSED, "other", ABSENT),
        (OPEN, "an odd name", Unknown(ANY, "response.body['an odd name']")),
        (ROWS, 2, Unknown(INTEGER, "rows[2]")),
        (ROWS, "id", ABSENT),
        (CLOSED, 0, ABSENT),
        ([], ROWS, ABSENT),
        ([1, "a"], Unknown(INTEGER, "n"), Unknown(union(INTEGER, STRING), "(...)[n]")),
        ({"a": 1}, PartialText(("x",)), Unknown(INTEGER, "(...)[...]")),
        (CLOSED, Unknown(STRING, "k"), Unknown(STRING, "response.body[k]")),
        (Unknown(STRING, "t"), Unknown(STRING, "k"), ABSENT),
    ],
    ids=range(17),
)
def test_what_stands_under_a_key_or_an_index(of: Value, key: Value, found: object) -> None:
    assert member(of, key) == found


@pytest.mark.parametrize("key", [True, None, Decimal("1.5"), [], SecretName("K")])
def test_only_texts_and_whole_numbers_are_keys(key: Value) -> None:
    with pytest.raises(OperandError, match="is no key"):
        member({}, key)


def test_a_secret_has_no_members() -> None:
    with pytest.raises(OperandError, match="passed on whole"):
        member(SecretName("K"), "value")


def test_shapes_of_members() -> None:
    assert named_shape(STRING, "id") is None
    assert named_shape(ANY, "id") == ANY
    assert some_member_shape(object_of({"a": STRING, "b": INTEGER})) == union(STRING, INTEGER)
    assert some_member_shape(array_of(INTEGER)) == INTEGER
    assert some_member_shape(union(array_of(INTEGER), object_of({"a": STRING}))).may_be(*STRING.kinds)


def test_keys_are_written_as_people_write_them() -> None:
    assert [key_text(key) for key in ("id", "odd-name", "__typename")] == [".id", "['odd-name']", "['__typename']"]
