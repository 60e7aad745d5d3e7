from decimal import Decimal

import pytest

from runbook.providers.writable import unwritable, writable_problems
from runbook.values.shape import STRING
from runbook.values.unknown import PartialText, SecretName, Unknown, Value
from tests.providers.operations import body

OPEN = body(True, secrets=["apiKey"])
NONE: frozenset[str] = frozenset()


def nested(depth: int) -> Value:
    value: Value = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value", [{"a": Decimal("NaN")}, [Decimal("Infinity")], "\ud800", {"\ud800": 1}, [10**5000], nested(500)]
)
def test_what_json_cannot_say_is_found(value: Value) -> None:
    assert list(unwritable(value, NONE))


def test_a_secret_may_stand_only_in_a_member_that_the_contract_marks() -> None:
    assert list(unwritable({"apiKey": SecretName("k")}, OPEN.secrets)) == []
    assert list(unwritable({"other": SecretName("k")}, OPEN.secrets))
    assert list(unwritable({"a": {"apiKey": SecretName("k")}}, OPEN.secrets))
    assert list(unwritable(SecretName("k"), OPEN.secrets))


def test_unknown_parts_are_no_problem_yet() -> None:
    assert list(unwritable({"a": Unknown(STRING, "x"), "b": PartialText(("x",))}, NONE)) == []


def test_a_problem_names_the_argument_and_the_place() -> None:
    (problem,) = writable_problems(OPEN, {"ids": [1, Decimal("NaN")]}, "body")
    assert (problem.argument, problem.message) == ("ids", '"ids" at /1 is a number with too many digits')


@pytest.mark.parametrize(
    ("media_type", "value"),
    [
        ("multipart/form-data", {}),
        ("text/plain", {}),
        ("application/x-www-form-urlencoded", []),
        ("application/x-www-form-urlencoded", {"a": [[1]]}),
        ("application/x-www-form-urlencoded", {"a": {"b": {}}}),
    ],
)
def test_what_a_media_type_cannot_carry_is_refused(media_type: str, value: Value) -> None:
    assert list(writable_problems(body(True, media_type=media_type), value, "body"))


def test_a_form_carries_lists_and_mappings_of_single_values() -> None:
    form = body(True, media_type="application/x-www-form-urlencoded")
    assert list(writable_problems(form, {"a": [1], "b": {"c": "d"}}, "body")) == []
