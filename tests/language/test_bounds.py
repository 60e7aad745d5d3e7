from runbook.language.bounds import ELEMENT, MAX_DEPTH, MAX_WEIGHT, fits
from runbook.values.unknown import PartialText, Value


def nested(levels: int) -> Value:
    found: Value = 1
    for _ in range(levels):
        found = [found]
    return found


def test_ordinary_values_fit() -> None:
    assert fits(None)
    assert fits({"a": ["x" * 1000, {"b": PartialText(("x",))}]})
    assert fits("x" * (MAX_WEIGHT - ELEMENT))
    assert fits([1] * (MAX_WEIGHT // ELEMENT - 1))
    assert not fits([1] * (MAX_WEIGHT // ELEMENT))


def test_too_much_text_does_not_fit_wherever_it_stands() -> None:
    half = "x" * (MAX_WEIGHT // 2)
    assert not fits([half, half])
    assert not fits({half: half})
    assert not fits(PartialText((half, half)))


def test_shared_parts_count_each_time_and_are_looked_at_once() -> None:
    shared: Value = "x"
    for _ in range(60):
        shared = [shared, shared]
    assert not fits(shared)


def test_too_many_levels_do_not_fit() -> None:
    assert fits(nested(MAX_DEPTH))
    assert not fits(nested(MAX_DEPTH + 1))
    assert not fits(nested(50_000))
    deep = nested(MAX_DEPTH)
    assert not fits([deep, [deep]])
