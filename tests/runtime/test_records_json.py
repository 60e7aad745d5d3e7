import json
import sys
from decimal import Decimal

import pytest

from runbook.frozen import frozen
from runbook.language.expression import Literal, Name
from runbook.language.procedure import Retry, Verb
from runbook.runtime.records_json import PACKAGES, NotKeptError, RecordReader, RecordWriter
from runbook.values.json import Json


@frozen
class Foreign:
    """A record that no procedure is made of."""

    x: int


def again(value: object) -> object:
    return RecordReader(lambda name: name).read(json.loads(json.dumps(RecordWriter(lambda one: None).write(value))))


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0,
        1,
        1.0,
        -0.0,
        float("inf"),
        "",
        "r",
        "\ud800",
        [],
        (),
        frozenset(),
        {},
        [1, [2]],
        ("r", 0),
        ("t",),
        {"l": ["e"]},
        frozenset({"a", "b"}),
        Decimal("1.50"),
        Verb.STOP,
        Name("inputs", 3),
        (Literal(1, 0), Literal(True, 0), Literal(1.0, 0), [Verb.DONE, Verb.DONE]),
        Retry(4, 1.0, 8.0),
    ],
)
def test_a_value_comes_back_as_it_was(value: object) -> None:
    came = again(value)
    assert came == value
    assert type(came) is type(value)


def test_a_number_keeps_its_kind() -> None:
    assert [type(one) for one in again([1, 1.0, True])] == [int, float, bool]  # type: ignore[attr-defined]


def test_what_is_shared_stays_shared_and_does_not_grow() -> None:
    value: list[object] = [{"a": 1}]
    for _ in range(60):
        value = [value, value]
    data = RecordWriter(lambda one: None).write(value)
    assert len(json.dumps(data)) < 2000
    came = RecordReader(lambda name: name).read(data)
    assert isinstance(came, list)
    assert came[0] is came[1]


def test_what_lies_outside_is_named() -> None:
    outside = object()
    data = RecordWriter(lambda one: ["thing", 7] if one is outside else None).write([outside, outside])
    assert RecordReader(lambda name: tuple(name)).read(data) == [("thing", 7), ("thing", 7)]


@pytest.mark.parametrize("value", [Foreign(1), object(), {1: "a"}, b"bytes", {"a"}, [Foreign], lambda: 1, sys])
def test_anything_else_is_not_written(value: object) -> None:
    with pytest.raises(NotKeptError):
        RecordWriter(lambda one: None).write(value)


@pytest.mark.parametrize(
    "data",
    [
        None,
        7,
        [],
        [["os:system"], [0, "true"]],
        [["builtins:eval"], [0, "1"]],
        [["runbook.frozen:_function"], [0]],
        [["runbook.runtime.cache:Cache"], [0, 1, 2, 3]],
        [["runbook.language.procedure:Mapping"], [0]],
        [["runbook.language.procedure_of_nobody:Step"], [0]],
        [["runbook.runtime.access:Access"], [0, 1, 2, 3]],
        [["runbook.language.procedure:__builtins__"], [0]],
        [["runbook.language.procedure:Verb"], [0, "done", "extra"]],
        [["runbook.language.procedure:Verb"], ["e", 0, "__class__"]],
        [["runbook.language.expression:Name"], [0]],
        [["runbook.language.expression:Name"], [1, "x"]],
        [[], []],
        [[], ["r", 0]],
        [[], ["r", "0"]],
        [[], ["x"]],
        [[], ["d", "many"]],
        [[], ["s", ["l"]]],
        [["runbook.language.expression:Name"], ["e", 0, "x"]],
    ],
)
def test_what_is_not_ours_is_an_error_and_nothing_is_run(data: Json) -> None:
    with pytest.raises((ValueError, LookupError, TypeError, ArithmeticError, AttributeError, ImportError)):
        RecordReader(lambda name: name).read(data)


def test_every_package_it_knows_is_there() -> None:
    assert all(__import__(f"runbook.{name}") for name in PACKAGES)
